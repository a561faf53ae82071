"""heapq and bisect: the same lists and places as CPython's."""

import bisect
import heapq


def heap_sort(xs: list[int]) -> list[int]:
    heap: list[int] = []
    for x in xs:
        heapq.heappush(heap, x)
    return [heapq.heappop(heap) for _ in range(len(heap))]


def heap_shape(xs: list[float]) -> list[float]:
    heap = xs[:]
    heapq.heapify(heap)
    return heap


def replaced(xs: list[int], x: int) -> list[int]:
    heap = xs[:]
    heapq.heapify(heap)
    smallest = heapq.heapreplace(heap, x)
    heap.append(smallest)
    heap.append(heapq.heappushpop(heap, x + 1))
    return heap


def largest(xs: list[int], n: int) -> list[int]:
    return heapq.nlargest(n, xs)


def smallest(words: list[str], n: int) -> list[str]:
    return heapq.nsmallest(n, words)


def dijkstra(edges: list[tuple[int, int, int]], n: int) -> list[int]:
    near: list[list[tuple[int, int]]] = [[] for _ in range(n)]
    for a, b, weight in edges:
        near[a].append((b, weight))
    best = [-1] * n
    queue = [(0, 0)]
    while queue:
        distance, node = heapq.heappop(queue)
        if best[node] != -1:
            continue
        best[node] = distance
        for other, weight in near[node]:
            if best[other] == -1:
                heapq.heappush(queue, (distance + weight, other))
    return best


def grade(score: float) -> str:
    return "FDCBA"[bisect.bisect([60.0, 70.0, 80.0, 90.0], score)]


def places(xs: list[int], x: int) -> tuple[int, int]:
    return bisect.bisect_left(xs, x), bisect.bisect_right(xs, x)


def inserted(xs: list[int], x: int) -> list[int]:
    ys = xs[:]
    bisect.insort(ys, x)
    bisect.insort_left(ys, x)
    return ys


def increasing(xs: list[int]) -> int:
    tails: list[int] = []
    for x in xs:
        i = bisect.bisect_left(tails, x)
        if i == len(tails):
            tails.append(x)
        else:
            tails[i] = x
    return len(tails)


_NAN = float("nan")

CASES = {
    "heap_sort": [([],), ([3, 1, 2, 3, 0],), ([2**63 - 1, -(2**63)],)],
    "heap_shape": [([5.0, 3.0, 8.0, 1.0, 9.0, 2.0],), ([],), ([1.0, _NAN, 0.0, _NAN, -1.0],)],
    "replaced": [([5, 3, 8, 1], 4), ([1], 0), ([], 1)],
    "largest": [([1, 5, 3, 5], 2), ([1], 5), ([], 1), ([1, 2], -1), ([1, 2], 0)],
    "smallest": [(["b", "a", "c", ""], 2), ([], 1)],
    "dijkstra": [([(0, 1, 4), (0, 2, 1), (2, 1, 2), (1, 3, 5)], 4), ([], 1), ([(0, 1, 1)], 3)],
    "grade": [(x,) for x in (0.0, 60.0, 69.9, 90.0, 100.0, _NAN)],
    "places": [([1, 2, 2, 3], x) for x in (0, 1, 2, 3, 4)] + [([], 1)],
    "inserted": [([1, 3], 2), ([], 1), ([2, 2], 2)],
    "increasing": [([10, 9, 2, 5, 3, 7, 101, 18],), ([],), ([1, 1, 1],)],
}
DEOPTS = {"replaced": [([], 1)]}
