"""Configuration: files, environment, and errors that say what was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from fleet.config import OTHER_VARIABLES, Config, load_config, options
from fleet.errors import UserError


def write(root: Path, text: str, name: str = "corefleet.toml") -> Path:
    (root / name).write_text(text, encoding="utf-8")
    return root


def fault(root: Path, environment: dict[str, str] | None = None) -> str:
    with pytest.raises(UserError) as caught:
        load_config(root, environment or {})
    assert caught.value.code == "configuration"
    assert caught.value.hint
    return caught.value.message


def test_an_unconfigured_target_has_the_defaults(tmp_path: Path) -> None:
    config = load_config(tmp_path, {})
    assert config == Config()
    assert (config.cycles_required, config.parity_cases) == (2, 10_000)
    assert (config.speed_minimum, config.deopt_maximum, config.policy) == (1.2, 0.10, "fallback")
    assert config.worker_count >= 1


def test_a_pyproject_without_our_table_is_unconfigured(tmp_path: Path) -> None:
    assert (
        load_config(write(tmp_path, "[tool.ruff]\n[project]\nname='x'\n", "pyproject.toml"), {}) == Config()
    )


@pytest.mark.parametrize(("name", "head"), [("corefleet.toml", ""), ("pyproject.toml", "[tool.corefleet]\n")])
def test_both_files_are_read(tmp_path: Path, name: str, head: str) -> None:
    text = 'cycles_required = 3\nspeed_minimum = 2\nexclude = ["a/*", "b"]\nformula = "calls"\n'
    config = load_config(write(tmp_path, head + text, name), {})
    assert config == Config(cycles_required=3, speed_minimum=2.0, exclude=("a/*", "b"), formula="calls")


def test_the_environment_comes_first(tmp_path: Path) -> None:
    write(tmp_path, "workers = 1\nseed = 1\n")
    environment = {
        "COREFLEET_WORKERS": "5",
        "COREFLEET_EXCLUDE": "a/*, b,",
        "COREFLEET_SPEED_MINIMUM": "1.5",
        "COREFLEET_POLICY": "strict",
        "PATH": "/bin",
    }
    config = load_config(tmp_path, environment)
    assert (config.workers, config.seed, config.worker_count) == (5, 1, 5)
    assert (config.exclude, config.speed_minimum, config.policy) == (("a/*", "b"), 1.5, "strict")


def test_variables_that_are_no_options_are_left_alone(tmp_path: Path) -> None:
    assert (
        load_config(tmp_path, dict.fromkeys([*OTHER_VARIABLES, "COREFLEET_9", "COREFLEET_"], "x")) == Config()
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("cycle_required = 2", "did you mean 'cycles_required'?"),
        ("zzzz = 2", "unknown option 'zzzz'"),
        ("cycles_required = 0", "must be 1 at least"),
        ("cycles_required = 2.0", "must be an integer"),
        ("cycles_required = true", "must be an integer"),
        ("cycles_required = '2'", "must be an integer"),
        ("speed_minimum = 0.5", "must be 1 at least"),
        ("speed_minimum = nan", "must be 1 at least"),
        ("speed_minimum = inf", "must be finite"),
        ("deopt_maximum = 1.5", "must be 1 at most"),
        ("exclude = 'a'", "must be a list of texts"),
        ("exclude = [1]", "must be a list of texts"),
        ("policy = 'loose'", "must be one of fallback, strict, conformance"),
        ("formula = 'calls +'", "a value is missing at the end (column 8)"),
        ("formula = 'calls * speed'", "no variable 'speed'"),
        ("not toml", "cannot be read"),
    ],
)
def test_faults(tmp_path: Path, text: str, part: str) -> None:
    assert part in fault(write(tmp_path, text))


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("COREFLEET_WORKER", "2", "did you mean 'workers'?"),
        ("COREFLEET_WORKERS", "many", 'COREFLEET_WORKERS = "many": must be an integer'),
        ("COREFLEET_WORKERS", "", "must be an integer"),
        ("COREFLEET_DEOPT_MAXIMUM", "nan", "must be 0 at least"),
    ],
)
def test_faults_of_the_environment(tmp_path: Path, name: str, text: str, part: str) -> None:
    assert part in fault(tmp_path, {name: text})


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    message = fault(write(tmp_path, "cycles = 1\nworkers = -1\n"), {"COREFLEET_SEED": "x"})
    assert "'cycles'" in message
    assert "workers = -1" in message
    assert "COREFLEET_SEED" in message


def test_two_configurations_are_one_too_many(tmp_path: Path) -> None:
    write(tmp_path, "seed = 1")
    write(tmp_path, "[tool.corefleet]\nseed = 2", "pyproject.toml")
    assert "Both corefleet.toml and" in fault(tmp_path)


def test_a_value_where_the_table_should_be(tmp_path: Path) -> None:
    assert "is not a table" in fault(write(tmp_path, "[tool]\ncorefleet = 3", "pyproject.toml"))


def test_every_option_has_a_row_that_can_be_shown() -> None:
    rows = options()
    assert len(rows) == len({row.name for row in rows})
    for row in rows:
        assert row.meaning
        assert row.variable == f"COREFLEET_{row.name.upper()}"
    assert [row.default for row in rows if row.name in ("seed", "policy", "exclude")] == [
        '"fallback"',
        "[]",
        "0",
    ]
