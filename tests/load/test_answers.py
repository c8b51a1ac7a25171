"""Only a whole answer is one."""

import json

import pytest

from kg.endpoint.answer import parsed
from kg.errors import EndpointError


@pytest.mark.parametrize("document", [[], {}, {"head": {}}, {"head": {"vars": []}, "results": []}])
def test_json_that_is_no_result_is_refused(document: object) -> None:
    with pytest.raises(EndpointError, match="no complete SPARQL result"):
        parsed(json.dumps(document).encode(), where="here")
