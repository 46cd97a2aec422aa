"""Where jobs run: in this process, in processes of this machine, or on a Dask cluster. The records are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, wait
from contextlib import contextmanager
from typing import Any, NamedTuple

from wetnet.core import process
from wetnet.core.errors import ResourceError

POLL = 0.25
"""Seconds between two looks at what has been finished."""
REACH = 10
"""Seconds to wait for a cluster."""


class Outcome(NamedTuple):
    """What came of one job: its records, or why there are none."""

    number: int
    records: list[Any]
    failure: str | None = None


def gather(executor: Executor, jobs: Sequence[Any]) -> Iterator[Outcome | None]:
    """Outcomes of the jobs in the order in which they end, and None every ``POLL`` seconds in between."""
    import cloudpickle

    waiting = {executor.submit(process.perform, cloudpickle.dumps(job)): number for number, job in enumerate(jobs)}
    try:
        while waiting:
            done, _ = wait(waiting, timeout=POLL, return_when=FIRST_COMPLETED)
            for future in done:
                number = waiting.pop(future)
                error = future.exception()
                if error is None:
                    yield Outcome(number, future.result())
                else:
                    yield Outcome(number, [], f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")
            if not done:
                yield None
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def processes(workers: int) -> Iterator[Executor]:
    """Fresh processes on this machine; those still at work when the block ends are killed."""
    from joblib.externals.loky import ProcessPoolExecutor

    executor = ProcessPoolExecutor(workers)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, kill_workers=True)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of a Dask scheduler, ``tcp://host:port``.

    Raises
    ------
    ResourceError: Dask is not installed, or nobody answers at the address.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ResourceError("Dask is not installed; it comes with: pip install 'wetnet[sweep]'") from error
    try:
        client = Client(address, timeout=REACH)
    except (OSError, ValueError, TimeoutError) as error:
        raise ResourceError(f"no Dask scheduler answers at {address}: {' '.join(str(error).split())}") from error
    try:
        yield client.get_executor(pure=False)
    finally:
        client.close()
