"""The commands of each server's own bulk loader, word for word as docs/stores.md has them."""

import shlex
from collections.abc import Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import Final

GRAPHS_FILE: Final = "graphs.nq"
"""All graphs, the ledger last, for loaders that take one file."""
LEDGER_FILE: Final = "ledger.nq"
"""The ledger alone, for a loader that could break off between the graphs and it."""
SCRIPT_FILE: Final = "load.sql"
SETTINGS_FILE: Final = "settings.json"


class Loader(StrEnum):
    """A server that ``kg load --bulk`` writes for."""

    OXIGRAPH = "oxigraph"
    FUSEKI = "fuseki"
    VIRTUOSO = "virtuoso"
    RDF4J = "rdf4j"
    QLEVER = "qlever"


def commands(loader: Loader, folder: PurePath) -> str:
    """Lines for a POSIX shell that load the files in the folder.

    What only the user knows stands in variables; a command stops where one is not set.
    """
    file = shlex.quote(str(folder / GRAPHS_FILE))
    if loader is Loader.OXIGRAPH:
        return (
            f'oxigraph load --location "${{OXIGRAPH_DB:?set it to a new folder}}" --file {file}\n'
            'oxigraph optimize --location "${OXIGRAPH_DB:?}"\n'
        )
    if loader is Loader.FUSEKI:
        return (
            'java -cp "${FUSEKI_JAR:?set it to the file fuseki-server.jar}" tdb2.tdbloader \\\n'
            f'  --loader=parallel --loc "${{FUSEKI_DB:?set it to a new folder}}" {file}\n'
        )
    if loader is Loader.VIRTUOSO:
        script = shlex.quote(str(folder / SCRIPT_FILE))
        return f'isql-vt "${{VIRTUOSO:?set it to host:port for SQL, as localhost:1111}}" dba < {script}\n'
    if loader is Loader.RDF4J:
        return (
            "curl --fail-with-body --netrc-optional --header 'Content-Type: application/n-quads' \\\n"
            f"  --request POST --upload-file {file} \\\n"
            '  "${RDF4J:?set it to .../rdf4j-server/repositories/ID}/statements"\n'
        )
    settings = shlex.quote(str(folder / SETTINGS_FILE))
    return (
        f'qlever-index -i "${{QLEVER_INDEX:?set it to a name in a new folder}}" -s {settings} \\\n'
        f"  -F nq -f - -p true < {file}\n"
    )


def virtuoso_script(folder: PurePath, files: Sequence[str], *, mark: str) -> str:
    """What isql runs: the graphs, then the ledger if nothing went wrong with them; the last answer is empty.

    ``ld_dir`` registers nothing on Debian's 7.2.5 (measured), so the rows are written here. ``mark`` stands
    where the graph of triples would, to tell our rows from others; N-Quads name their graphs. Macros are
    off because isql puts NULL where a path has a word after a dollar sign.
    """
    add = "insert replacing DB.DBA.load_list (ll_file, ll_graph, ll_state)"
    ours, failed = f"ll_graph = {_sql(mark)}", "(ll_state <> 2 or ll_error is not null)"
    statements = [
        "set MACRO_SUBSTITUTION off",
        f"delete from DB.DBA.load_list where {ours}",
        *(f"{add} values ({_sql(str(folder / file))}, {_sql(mark)}, 0)" for file in files),
        "rdf_loader_run ()",
        "checkpoint",
        f"{add}\n  select top 1 {_sql(str(folder / LEDGER_FILE))}, {_sql(mark)}, 0 from DB.DBA.load_list\n"
        f"  where {ours} and not exists (select 1 from DB.DBA.load_list where {ours} and {failed})",
        "rdf_loader_run ()",
        "checkpoint",
        f"select ll_file, ll_state, ll_error from DB.DBA.load_list where {ours} and {failed}",
    ]
    return "".join(f"{statement};\n" for statement in statements)


def _sql(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
