// What htmx does not do by itself: dropping files, finding people, the keyboard, and showing problem details.
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);

  function dropZone() {
    const zone = byId("drop");
    if (!zone) return;
    for (const name of ["dragover", "dragleave", "drop"]) {
      zone.addEventListener(name, (event) => {
        event.preventDefault();
        zone.classList.toggle("over", name === "dragover");
      });
    }
    zone.addEventListener("drop", (event) => {
      byId("files").files = event.dataTransfer.files;
      zone.dispatchEvent(new Event("dropped"));
    });
    window.addEventListener("dragover", (event) => event.preventDefault());
    window.addEventListener("drop", (event) => event.preventDefault());
  }

  // One press of Tab leaves the list, however many people are in it; the arrows move within.
  function stopAt(button) {
    for (const other of document.querySelectorAll("#people button[tabindex='0']")) other.tabIndex = -1;
    button.tabIndex = 0;
  }

  function choose(button) {
    stopAt(button);
    for (const other of document.querySelectorAll("#people button[aria-current]")) other.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
    const chosen = document.querySelector(".dial [name=chosen]");
    if (chosen) chosen.value = button.dataset.id;
  }

  // A list that was made anew begins at its top: who is open stays in sight.
  function showChosen() {
    const chosen = document.querySelector("#people [aria-current]");
    const list = byId("people");
    if (!chosen || !list) return;
    const [line, seen] = [chosen.getBoundingClientRect(), list.getBoundingClientRect()];
    if (line.top < seen.top || line.bottom > seen.bottom) list.scrollTop += line.top - seen.top - list.clientHeight / 3;
  }

  function visible() {
    return [...document.querySelectorAll("#people li:not([hidden]) button")];
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#people button");
    if (button) choose(button);
  });

  document.addEventListener("input", (event) => {
    if (event.target.id === "locality") byId("locality-value").textContent = Number(event.target.value).toFixed(2);
    if (event.target.id !== "find") return;
    const words = event.target.value.trim().toLowerCase();
    for (const line of document.querySelectorAll("#people li")) {
      line.hidden = !line.firstElementChild.dataset.find.toLowerCase().includes(words);
    }
    const left = visible();
    if (left.length && !left.some((one) => one.tabIndex === 0)) stopAt(left[0]);
  });

  document.addEventListener("keydown", (event) => {
    const inList = event.target.closest && event.target.closest(".people");
    if (!inList || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    const all = visible();
    const next = all[all.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      event.preventDefault();
      stopAt(next);
      next.focus();
    }
  });

  function response(event) {
    const context = event.detail && event.detail.ctx;
    return context && context.response;
  }

  // While the lists are being ranked again, what stands in them is about to go: nothing in it can be pressed.
  function busy(on) {
    if (byId("results")) byId("results").setAttribute("aria-busy", String(on));
  }

  document.addEventListener("htmx:before:request", (event) => {
    if (byId("oops")) byId("oops").hidden = true;
    if (event.target.closest && event.target.closest(".dial")) busy(true);
  });
  for (const name of ["htmx:after:swap", "htmx:error", "htmx:finally:request"]) {
    document.addEventListener(name, (event) => {
      if (!event.target.closest || event.target.closest(".dial, #results") || name === "htmx:after:swap") busy(false);
    });
  }
  document.addEventListener("htmx:before:swap", (event) => {
    const answer = response(event);
    if (!answer || answer.status < 400) return;
    event.preventDefault();
    let text = "出错了，请再试一次";
    try {
      const problem = JSON.parse(event.detail.ctx.text);
      text = [problem.detail].concat((problem.errors || []).map((one) => one.message)).join("；");
    } catch (error) { /* not a problem detail: the plain words stay */ }
    const oops = byId("oops");
    oops.textContent = text;
    oops.hidden = false;
    oops.scrollIntoView({ block: "nearest" });
  });
  // On a phone the person stands below the list: what was asked for is brought into sight.
  function showPerson(event) {
    const context = event.detail && event.detail.ctx;
    const person = byId("person");
    if (context && context.target === person && person.getBoundingClientRect().top > window.innerHeight / 2) person.scrollIntoView();
  }

  // Whoever pressed something in a part that is made anew stays where the answer is, though what was pressed is gone.
  let pressedWithin = null;
  document.addEventListener("htmx:before:swap", (event) => {
    const target = event.detail && event.detail.ctx && event.detail.ctx.target;
    pressedWithin = target && target !== document.activeElement && target.contains(document.activeElement) ? target : null;
  });

  function keepFocus() {
    const target = pressedWithin;
    pressedWithin = null;
    if (!target || document.activeElement !== document.body) return;
    const next = target.querySelector(".problems[open] input[name=value]") || (target.id === "work" ? byId("person") : target);
    if (!next) return;
    if (next === target) next.tabIndex = -1;
    next.focus({ preventScroll: next === target });
  }

  document.addEventListener("htmx:after:swap", (event) => {
    showChosen();
    showPerson(event);
    keepFocus();
    const zone = byId("drop");
    if (!zone || !document.querySelector(".files .file")) return;
    zone.classList.add("small");
    zone.querySelector("label b").textContent = "换文件";
  });
  document.addEventListener("DOMContentLoaded", dropZone);
  if (document.readyState !== "loading") dropZone();
})();
