"""The plugin page: its example runs, and its table names every hook."""

import re
from pathlib import Path

import pytest

from naho_feedback.api import Taxonomy, View
from naho_feedback.contracts.context import PluginContext
from naho_feedback.domain.programme import Programme
from naho_feedback.hooks import spec
from naho_feedback.hooks.discovery import in_folder
from naho_feedback.hooks.host import PluginHost
from naho_feedback.testing import check_exporter

PAGE = (Path(__file__).parents[2] / "docs" / "write-a-plugin.md").read_text("utf-8")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """Write the page's example into a plugins folder and return the folder."""
    found = re.search(r"<!-- example: (\S+) -->\n```python\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / found[1]).write_text(found[2], "utf-8")
    return folder


def test_the_example_keeps_the_contract(
    example: Path, tmp_path: Path, programme: Programme, naho_view: View
) -> None:
    context = PluginContext(
        languages=("fr",),
        programme=programme,
        taxonomy=Taxonomy(version=1, themes=()),
        cache_dir=tmp_path,
        output_dir=tmp_path / "out",
    )
    host = PluginHost(in_folder(example), context_for=lambda _: context)
    exporter = host.exporters()["textfile"]
    assert host.problems == ()
    (receipt,) = check_exporter(exporter, naho_view, exporter.options())
    assert Path(receipt.reference).read_text("utf-8") == "Formation et compétences\t12\n"


def test_the_page_names_every_hook_with_its_arguments() -> None:
    hooks = [name for name in vars(spec) if name.startswith(("register_", "event_"))]
    assert len(hooks) >= 5
    for name in hooks:
        function = getattr(spec, name)
        arguments = ", ".join(function.__code__.co_varnames[: function.__code__.co_argcount])
        assert f"`{name}({arguments})`" in PAGE
