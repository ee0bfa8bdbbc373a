"""The posts that a job title names, one by one.

A title is often several posts (普工/保安/保洁): each is compared by itself, and the best counts.
"""

from __future__ import annotations

import re

from jobmatch.language.lexicon import is_brand, mentions, trade
from jobmatch.language.titles import BRACKET, CONJUNCTION, EDGE, clean_title, ends_as_person, is_post, is_rank

_SEPARATOR = re.compile(rf"[/、,;|&+]|{CONJUNCTION}")
_HEAD = re.compile("(?:工程|设计|造价|监理)[师员]?$")
"""A profession whose fields may stand before it in a row."""


def split_posts(title: str) -> list[str]:
    """Return the posts of a title, cleaned, in their order; one post where nothing says there are more.

    A part counts as a post if the lexicon knows it or it ends as posts do (工, 员, 师 …). What is none
    shares the next post's ending (促销/导购员 aside: both are known), a rank belongs to the post before.

    >>> split_posts("急招：普工/保安/保洁 4500包吃住")
    ['普工', '保安', '保洁']
    >>> split_posts("C++/Java"), split_posts("焊工（二保焊/氩弧焊）"), split_posts("客服专员/助理")
    (['C++/Java'], ['焊工(二保焊/氩弧焊)'], ['客服专员/助理'])
    >>> split_posts("服务员 收银员"), split_posts("  ")
    (['服务员', '收银员'], [])
    """
    text = clean_title(title)
    parts = [post for part in _joined(_outside_brackets(text)) for post in _unspaced(part)]
    return list(dict.fromkeys(parts))


def _outside_brackets(text: str) -> list[tuple[str, str]]:
    """Return the parts between separators that stand outside brackets, each with the separator before it."""
    hidden = BRACKET.sub(lambda bracket: "#" * len(bracket[0]), text)
    parts, start, before = [], 0, ""
    for separator in _SEPARATOR.finditer(hidden):
        parts.append((before, text[start : separator.start()]))
        start, before = separator.end(), separator[0]
    return [*parts, (before, text[start:])]


def _joined(parts: list[tuple[str, str]]) -> list[str]:
    """Return the posts among the parts; what is none goes with the next post, else with the one before."""
    posts: list[str] = []
    opened = ""
    for place, (separator, part) in enumerate(parts):
        if _stands_alone(part, parts[place + 1 :]):
            posts.append(f"{opened}{separator}{part}" if opened else part)
            opened = ""
        elif posts and not opened and (is_rank(part.strip()) or not _any_post(parts[place + 1 :])):
            posts[-1] += separator + part
        else:
            opened += separator + part if opened else part
    return [post.strip(EDGE) for post in [*posts, opened] if post.strip(EDGE)]


def _stands_alone(part: str, following: list[tuple[str, str]]) -> bool:
    """Return whether a part is a post of its own; a mere field is, unless it shares an ending: 叉车/铲车工, 桥梁、岩土工程师."""
    plain = BRACKET.sub("", part).strip()
    if is_post(plain):
        return True
    shared = bool(following) and following[0][0] == "/" and _shares_ending([part for _, part in following])
    headed = any(_HEAD.search(part) for _, part in following)
    return not shared and not headed and trade(plain) is not None and not is_rank(plain) and not is_brand(plain)


def _shares_ending(parts: list[str]) -> bool:
    return next(filter(ends_as_person, parts), "").endswith(("工", "司机", "师傅", "客服"))


def _any_post(parts: list[tuple[str, str]]) -> bool:
    return any(_stands_alone(part, []) for _, part in parts)


def _unspaced(part: str) -> list[str]:
    """Return the posts of a part that lists them without separators, by spaces or not at all."""
    pieces = part.split()
    if len(pieces) > 1 and all(map(is_post, pieces)):
        return pieces
    names = names_in_a_row(part)
    return names if all(map(ends_as_person, names)) else [part]


def names_in_a_row(part: str) -> list[str]:
    """Return the names of which a text consists and nothing else (带娃煮饭), or the text.

    >>> names_in_a_row("带娃煮饭"), names_in_a_row("带娃做饭店")
    (['带娃', '煮饭'], ['带娃做饭店'])
    """
    found = mentions(part)
    names = [part[mention.start : mention.stop] for mention in found]
    nothing_else = "".join(names) == part and not any(mention.is_field for mention in found)
    return names if nothing_else and names else [part]
