from __future__ import annotations

import sys
import time

import pytest

from tests.capture.conftest import Project


def test_what_is_captured(project: Project, python: str) -> None:
    output, captured = project.run(python)
    assert "6 passed" in output and "1 failed" in output
    add = captured["shop.cart:add"]
    assert add["calls"] == 3002
    assert dict(add["types"]["a"])["float"] == 1
    assert dict(add["types"]["rest"])["tuple[int]"] == 1
    assert {"args": [1, 2, 3], "kwargs": {"k": 4, "z": 5}, "count": 1} in add["samples"]
    assert 20 < len(add["samples"]) <= 60
    assert dict(add["returns"])["float"] == 1
    assert add["seconds"] > 0
    assert "shop.cart:nothing" not in captured


def test_raised_and_returned_none_are_told_apart(project: Project, python: str) -> None:
    _, captured = project.run(python)
    fails = captured["shop.cart:fails"]
    assert (fails["calls"], fails["raised"]) == (3, 2)
    assert fails["returns"] == [("None", 1)] or fails["returns"] == [["None", 1]]
    passes = captured["shop.cart:passes"]
    assert (passes["calls"], passes["raised"]) == (1, 0)
    assert list(dict(passes["returns"])) == ["str"]


def test_arguments_are_those_before_the_call(project: Project, python: str) -> None:
    _, captured = project.run(python)
    assert {"args": [[1], 2], "kwargs": {}, "count": 1} in captured["shop.cart:mutates"]["samples"]


def test_recursion_closures_methods_and_threads(project: Project, python: str) -> None:
    _, captured = project.run(python)
    assert captured["shop.cart:countdown"]["calls"] == 51 + 8
    assert captured["shop.cart:closure"]["samples"][0]["args"] == [1, 2]
    assert captured["shop.cart:Cart.fee"]["samples"][0]["args"] == [2]
    total = captured["shop.cart:Cart.total"]
    (cart,) = total["samples"][0]["args"]
    assert cart["slots"]["lines"][0] == {"object": "shop.cart:Line", "base": {"tuple": ["a", 1.0]}}
    assert list(dict(total["types"]["self"])) == ["shop.cart.Cart"]


def test_recursion_is_timed_once(project: Project, python: str) -> None:
    body = "import time\nfrom shop import cart\ndef test_it():\n    cart.countdown(300)\n"
    (project.folder / "tests" / "test_shop.py").write_text(body)
    started = time.perf_counter()
    _, captured = project.run(python)
    assert 0 < captured["shop.cart:countdown"]["seconds"] < 0.1 < time.perf_counter() - started


def test_hostile_objects_are_never_asked(project: Project, python: str) -> None:
    output, captured = project.run(python)
    assert "6 passed" in output
    assert "test_shop.Odd" in dict(captured["shop.cart:mutates"]["types"]["n"])


def test_outcomes_are_those_without_the_sampler(project: Project, python: str) -> None:
    watched, _ = project.run(python)
    alone, nothing = project.run(python, watched=False)
    assert watched.split(" in ")[0] == alone.split(" in ")[0]
    assert nothing == {}


def test_workers_of_xdist_are_merged(project: Project) -> None:
    output, captured = project.run(sys.executable, "-p", "xdist", "-n", "2")
    assert "6 passed" in output
    assert captured["shop.cart:add"]["calls"] == 3002
    assert captured["shop.cart:countdown"]["calls"] == 59


def test_a_test_that_ends_the_process_keeps_what_was_seen(project: Project) -> None:
    (project.folder / "tests" / "test_z.py").write_text(
        "import sys, pytest\ndef test_end():\n    pytest.exit('over')\n"
    )
    _, captured = project.run(sys.executable)
    assert captured["shop.cart:add"]["calls"] == 3002


@pytest.mark.slow
def test_the_cost_is_bounded(project: Project) -> None:
    """A suite that only calls: watched at most `budget` seconds, and then one test of ten."""
    body = (
        "from shop.cart import *\nimport pytest\n"
        "@pytest.mark.parametrize('n', range(60))\ndef test_n(n):\n"
        "    for i in range(40000):\n        add(i)\n"
    )
    (project.folder / "tests" / "test_shop.py").write_text(body)
    started = time.perf_counter()
    project.run(sys.executable, watched=False)
    alone = time.perf_counter() - started
    started = time.perf_counter()
    _, captured = project.run(sys.executable, budget=0.5)
    watched = time.perf_counter() - started
    assert watched < 3 * alone + 4
    assert captured["shop.cart:add"]["calls"] == pytest.approx(60 * 40000, rel=0.5)
