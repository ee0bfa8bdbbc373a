"""The same work on many machines: jobs are few and go to every node, workers are many and are split.

::

    workers: part-0.parquet … part-n.parquet        jobs: a saved matcher, mapped into memory on every node
                  │ one partition at a time             │
                  └──────────▶  Ray workers  ◀──────────┘
                                  │  recommend: the single machine's answer, partition by partition
                                  │  allocate:  prices out, demand back, until the openings clear
                                  ▼
                     output: matches/part-0.parquet …, problems/…, done/…, manifest.json

    office       what staff type; nodes: the machines; partitions: the workers, split
    runs         what a run is, kept in its folder; results: what it left there
    recommending, allocating    the two calls; waves: a task for every partition
    pricing      how openings clear: prices go out, and demand comes back from rounds on every partition

A partition's files are moved into place whole, so that a run which was stopped, by a full disk or by a lost machine,
goes on where it stopped when the same call is made again. Nothing of it grows in the driver with the number of workers.

Every node has this package installed, and sees the input and output folders under the same paths.

Examples
--------
>>> import tempfile, pandas as pd
>>> folder = tempfile.mkdtemp()
>>> frame = pd.DataFrame({"worker_id": ["W1", "W2", "W3"], "wanted_occupation": ["缝纫工", "保安员", "厨师"]})
>>> [part.name for part in partitions(write_partitions([frame[:2], frame[2:]], folder))]
['part-00000', 'part-00001']
"""

from jobmatch.cluster.allocating import allocate
from jobmatch.cluster.nodes import connected
from jobmatch.cluster.partitions import partitions, read_partition, write_partitions
from jobmatch.cluster.recommending import recommend
from jobmatch.cluster.results import Result
from jobmatch.cluster.rounds import Effort

__all__ = [
    "Effort", "Result", "allocate", "connected", "partitions", "read_partition", "recommend", "write_partitions",
]  # fmt: skip
