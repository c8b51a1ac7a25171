"""Claims about articles read from files and folders, and about what cannot be read."""

import errno
import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.articles import read_articles, read_file
from kg.errors import ArticleError
from kg.ids import sha256
from kg.model import Article
from kg.text import fold

BODY = "The ministry said it was looking into reports of a strike on the old town and of people hurt there."
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Strike hits town - Sample Times</title>
<meta property="og:site_name" content="Sample Times">
<meta property="article:published_time" content="2017-03-20T23:30:00-05:00"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Strike hits the old town, ministry says</h1><p class="byline">By Jane Roe</p>
<figure><img src="a.jpg"><figcaption>Smoke over the old town</figcaption></figure>
<p>{BODY}</p><p>{BODY} {BODY}</p><p>{BODY}</p></article>
<div id="comments"><h3>Comments</h3><p>I heard that 9000 were killed there!</p></div>
<div class="x"><h3>2 comments</h3><div><p>And 8000 more on the day after that one.</p></div></div>
</body></html>"""


def read(path: Path, content: str | bytes, sidecar: str | None = None) -> list[Article | ArticleError]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    if sidecar is not None:
        path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
    return list(read_articles([path]))


def only(path: Path, content: str | bytes, sidecar: str | None = None) -> Article:
    [article] = read(path, content, sidecar)
    assert isinstance(article, Article), article
    return article


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_a_text_is_always_stored_as_it_came(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("texts") / "a.txt"
    data = f"x{text}".encode()
    article = only(path, data)

    assert article.text.encode() == data
    assert article.sha256 == article.original_sha256 == hashlib.sha256(data).hexdigest()
    assert len(fold(article.text)) == len(article.text)


def test_a_byte_order_mark_and_line_ends_stay(tmp_path: Path) -> None:
    article = only(tmp_path / "a.md", b"\xef\xbb\xbfA strike.\r\nMore.\r\n")

    assert article.text == "\ufeffA strike.\r\nMore.\r\n"


def test_a_page_gives_its_text_and_the_metadata_it_states(tmp_path: Path) -> None:
    article = only(tmp_path / "a.html", PAGE)
    typed = {article.text[b.start : b.end].strip(): b.kind.value for b in article.blocks}

    assert article.original_sha256 == sha256(PAGE)
    assert article.sha256 == sha256(article.text)
    assert (article.title, article.publisher) == ("Strike hits the old town, ministry says", "Sample Times")
    assert (article.author, article.published) == ("Jane Roe", date(2017, 3, 20))
    assert article.publisher_at is None
    assert article.title_at is not None
    assert typed["Smoke over the old town"] == "caption"
    assert typed["Strike hits the old town, ministry says"] == "headline"
    assert BODY in article.text
    assert "8000" not in article.text
    assert "9000" not in article.text


def test_comments_that_only_their_heading_marks_are_left_out(tmp_path: Path) -> None:
    comments = "<div><h3>Comments (2)</h3><div><p>joe: I heard that 9000 people were killed!</p></div></div>"
    text = f"<p>{BODY}</p><p>{BODY} {BODY}</p><h2>Background</h2><p>{BODY}</p>"
    page = f"<html><body><nav>Home</nav><div><h1>Strike hits town</h1>{text}</div>{comments}</body></html>"
    article = only(tmp_path / "a.html", page)

    assert BODY in article.text
    assert "9000" not in article.text


def test_a_page_without_stated_metadata_has_none(tmp_path: Path) -> None:
    article = only(tmp_path / "a.htm", f"<html><body><p>{BODY}</p><p>{BODY} {BODY}</p></body></html>")

    assert (article.title, article.publisher, article.published, article.author) == (None, None, None, None)
    assert article.metadata == ()


def test_an_address_that_is_not_of_the_web_is_left_out_of_what_a_page_states(tmp_path: Path) -> None:
    addresses = """<link rel="canonical" href="javascript:alert(1)">
<link rel="canonical" href="https://times.example/a b"><meta property="og:url" content="%s">"""
    page = PAGE.replace("<title>", f"{addresses % 'https://times.example/a'}<title>")

    assert only(tmp_path / "a.html", page).url == "https://times.example/a"


def test_a_day_that_stands_for_none_is_left_out_of_what_a_page_states(tmp_path: Path) -> None:
    assert only(tmp_path / "a.html", PAGE.replace("2017-03-20T23:30", "0001-01-01T00:00")).published is None


def test_half_a_character_is_left_out_of_what_a_page_states(tmp_path: Path) -> None:
    linked = (
        """<script type="application/ld+json">{"@type": "Article", "headline": "\\ud800"}</script><title>"""
    )
    page = PAGE.replace("<title>", linked).replace("<h1>Strike hits the old town, ministry says</h1>", "")

    assert only(tmp_path / "a.html", page).title == "Strike hits town - Sample Times"


def test_a_sidecar_wins_over_the_page(tmp_path: Path) -> None:
    article = only(tmp_path / "a.html", PAGE, 'publisher = "Another"\nretrieved = 2017-04-01')

    assert (article.publisher, article.retrieved) == ("Another", date(2017, 4, 1))
    assert article.title == "Strike hits the old town, ministry says"


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_lines_are_articles_and_a_bad_line_spoils_no_other(tmp_path: Path, suffix: str) -> None:
    first = json.dumps({"id": "a-1", "text": BODY, "published": "2017-03-01", "title": None})
    last = json.dumps({"id": "a-2", "html": PAGE, "metadata": {"publisher": "Another"}})
    data = f"{first}\n\n{{\n{last}".encode()
    one, bad, two = read(tmp_path / f"a{suffix}", gzip.compress(data) if suffix.endswith("gz") else data)

    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert isinstance(bad, ArticleError)
    assert (one.file, one.text, one.published) == ("a-1", BODY, date(2017, 3, 1))
    assert one.original_sha256 == sha256(first)
    assert (two.file, two.publisher) == ("a-2", "Another")
    assert bad.where.endswith(f"a{suffix}:3")


NEVER_READ = [
    pytest.param("a.txt", b"", "is empty", id="empty"),
    pytest.param("a.txt", b" \n\xc2\xa0\n", "is empty", id="blank"),
    pytest.param("a.txt", b"abc\xff", "not UTF-8 at byte 3", id="not UTF-8"),
    pytest.param("a.txt", "\ufeffThe army".encode("utf-16-le"), "looks like UTF-16; save it", id="UTF-16"),
    pytest.param("a.html", "<p>army</p>".encode("utf-16-be"), "-f utf-16be", id="UTF-16 without a mark"),
    pytest.param("a.jsonl", '{"id": "a"}\n{}'.encode("utf-16"), "looks like UTF-16", id="lines in UTF-16"),
    pytest.param("a.txt", b"%PDF-1.4 text", "looks like a PDF file; save its text", id="PDF"),
    pytest.param("a.md", b"PK\x03\x04word/", "looks like a zip file or an office document", id="zip"),
    pytest.param("a.jsonl", gzip.compress(b"{}"), "looks like a gzip file; unpack it", id="packed lines"),
    pytest.param("a.txt", bytes(range(256)), "looks like a binary file", id="binary"),
    pytest.param("a.txt", b"ab\x00c", "NUL character at 2", id="NUL"),
    pytest.param("a.txt", b"x " * 5_000_000, "split it", id="10 MB on one line"),
    pytest.param("a.pdf", b"%PDF", "'.pdf' is no article's suffix", id="unknown suffix"),
    pytest.param("a.toml", b"title = 'x'", "read with its article", id="a sidecar"),
    pytest.param("a", b"text", "is no article's suffix", id="no suffix"),
    pytest.param("a.html", b"", "no running text", id="empty page"),
    pytest.param("a.html", b"<html><body></body></html>", "no running text", id="page without text"),
    pytest.param("a.html", b"<p>a\x00b</p>", "NUL", id="page with NUL"),
    pytest.param("a.html", b"<p>" + b"x " * 10_000_001, "longer than 20,000,000 bytes", id="20 MB page"),
    pytest.param("a.jsonl", b"\n", "holds no line", id="no line"),
    pytest.param("a.jsonl", b"[1]", "no JSON object", id="no object"),
    pytest.param("a.jsonl", b"[" * 100_000, "no JSON", id="deep JSON"),
    pytest.param("a.jsonl", b'{"text": "a"}', "'id' is missing", id="no id"),
    pytest.param("a.jsonl", b'{"id": "a"}', "either 'text' or 'html'", id="no text"),
    pytest.param("a.jsonl", b'{"id": "a", "text": 1}', "'text' must be a text", id="text of a wrong type"),
    pytest.param("a.jsonl", b'{"id": "a", "text": "b", "x": 1}', "unknown key 'x'", id="unknown key"),
    pytest.param("a.jsonl", b'{"id": "a", "text": "b", "metadata": 1}', "must be an object", id="metadata"),
    pytest.param("a.jsonl", b'{"id": "a", "text": "\\ud800"}', "surrogate", id="half a character"),
    pytest.param("a.jsonl", b'{"id": "\\ud800", "text": "a"}', "no text in UTF-8", id="half a character, id"),
    pytest.param(
        "a.jsonl", b'{"id": "a", "text": "b", "title": "\\ud800"}', "'title' holds half", id="title"
    ),
    pytest.param("a.jsonl.gz", b"nothing", "cannot be read", id="not gzip"),
    pytest.param("a.jsonl.gz", gzip.compress(b"{}" * 99)[:-9], "cannot be read", id="gzip cut short"),
]


@pytest.mark.parametrize(("name", "content", "what"), NEVER_READ)
def test_what_cannot_be_read_is_an_error_that_says_where_and_what(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    path = tmp_path / name
    errors = [item for item in read(path, content) if isinstance(item, ArticleError)]

    assert len(errors) == 1
    assert str(errors[0]).startswith(str(path))
    assert what in str(errors[0])
    with pytest.raises(ArticleError):
        list(read_file(path))


@pytest.mark.parametrize(
    ("sidecar", "what"),
    [
        ("titel = 'x'", "unknown key 'titel'; allowed are agency, author"),
        ("title = 3", "'title' must be a text"),
        ("title = ' '", "'title' is empty"),
        ("published = 'May 2017'", "'published' must be a date"),
        ("published = 2017", "'published' must be a date"),
        ("title = ", "no TOML"),
        pytest.param(f"title = {'[' * 50_000}", "no TOML in UTF-8 (maximum recursion", id="deep TOML"),
        ("url = 'javascript:alert(1)'", "'url' must begin with http:// or https://, not 'javascript:"),
        ("url = 'https://'", "'url' must begin with"),
        ("url = 'https://times.example/a b'", "'url' holds ' ', which no web address does; write it as %20"),
        ("url = 'https://times.example/a>'", "'url' holds '>', which no web address does; write it as %3E"),
        ("url = 'https://times.example/100%'", "write it as %25"),
        ("published = 9999-12-31", "'published' is 9999-12-31, a day that is still to come"),
        ("retrieved = '9999-12-31'", "'retrieved' is 9999-12-31"),
        ("published = 0001-01-01", "'published' is 0001-01-01, before there were newspapers; correct it"),
        ("retrieved = '1604-12-31'", "'retrieved' is 1604-12-31"),
    ],
)
def test_a_faulty_sidecar_is_named_with_its_key(tmp_path: Path, sidecar: str, what: str) -> None:
    [error] = read(tmp_path / "a.txt", BODY, sidecar)

    assert isinstance(error, ArticleError)
    assert error.where == str(tmp_path / "a.toml")
    assert what in error.what


@pytest.mark.parametrize(
    "published", ["2017-03-01", "'2017-03-01'", "2017-03-01T10:00:00Z", "'2017-03-01T10:00:00Z'"]
)
def test_a_sidecars_date_may_be_a_date_or_an_iso_text(tmp_path: Path, published: str) -> None:
    article = only(tmp_path / "a.txt", BODY, f"published = {published}")

    assert article.published == date(2017, 3, 1)
    assert article.metadata == (("published", "2017-03-01"),)


@pytest.mark.parametrize(("ahead", "is_read"), [(0, True), (1, True), (2, False)])
def test_an_article_is_published_by_tomorrow_at_the_latest(tmp_path: Path, ahead: int, is_read: bool) -> None:
    day = date.today() + timedelta(days=ahead)
    [found] = read(tmp_path / "a.txt", BODY, f"published = {day}")

    assert isinstance(found, Article) == is_read


def test_a_folder_is_walked_in_sorted_order_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/a.md", ".hidden.txt", ".git/x.txt", "c/notes.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}: {BODY}", encoding="utf-8")
    (tmp_path / "a.toml").write_text("title = 'A'", encoding="utf-8")
    found = [item for item in read_articles([tmp_path]) if isinstance(item, Article)]

    assert [(article.file, article.title) for article in found] == [
        ("a.txt", "A"),
        ("b.txt", None),
        ("a.md", None),
    ]


def test_one_bad_file_ends_no_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff")
    (tmp_path / "b.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    items = list(read_articles([tmp_path, tmp_path / "empty", tmp_path / "gone.txt"]))

    assert [type(item).__name__ for item in items] == [
        "ArticleError",
        "Article",
        "ArticleError",
        "ArticleError",
    ]
    assert "no article in this folder" in str(items[2])
    assert "cannot be read (No such file" in str(items[3])


@pytest.mark.skipif(os.name != "posix", reason="no devices among the files")
def test_a_device_is_no_article_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/dev/zero")

    [error] = read_articles([tmp_path / "a.txt"])

    assert "not a regular file; save its text as one, or give -" in str(error)


@pytest.mark.skipif(os.name != "posix", reason="no right to make links")
@pytest.mark.parametrize("name", ["a.txt", "a.toml", "closed"])
def test_a_link_that_leads_out_of_the_folder_is_told_and_not_followed(tmp_path: Path, name: str) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside" / name
    outside.mkdir(parents=True) if name == "closed" else outside.parent.mkdir()
    (outside / "b.txt" if name == "closed" else outside).write_text("title = 'secret'", encoding="utf-8")
    folder.mkdir()
    for own in ("a.txt", "c.txt"):
        (folder / own).write_text(BODY, encoding="utf-8")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(outside)

    items = list(read_articles([folder]))

    [error] = [item for item in items if isinstance(item, ArticleError)]
    assert (
        str(error)
        == f"{folder / name}: leads out of the folder to {outside}; give it by itself, or copy it in"
    )
    assert error.exit_code == 0
    assert "secret" not in repr(items)


@pytest.mark.skipif(os.name != "posix", reason="no right to make links")
def test_links_inside_a_folder_and_links_that_are_given_are_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.txt").write_text(BODY, encoding="utf-8")
    (folder / "b.txt").symlink_to("sub/a.txt")
    (folder / "again").symlink_to("sub")
    (tmp_path / "link").symlink_to(folder)
    (tmp_path / "c.txt").symlink_to(folder / "sub" / "a.txt")

    found = [
        item for item in read_articles([tmp_path / "link", tmp_path / "c.txt"]) if isinstance(item, Article)
    ]

    assert [article.file for article in found] == ["b.txt", "a.txt", "c.txt"]


@pytest.mark.skipif(os.name != "posix", reason="no right to make links")
def test_a_folder_of_nothing_but_links_out_of_it_has_no_article(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.txt").symlink_to("/etc/hostname")

    error, link = read_articles([tmp_path / "folder"])

    assert "no article in this folder" in str(error)
    assert "leads out of the folder" in str(link)


def test_a_subfolder_that_may_not_be_read_is_told_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "closed/b.txt", "open/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    listed = os.scandir

    def refusing(folder: str) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(folder))
        return listed(folder)

    monkeypatch.setattr(os, "scandir", refusing)
    *articles, error = read_articles([tmp_path])

    assert [article.file for article in articles if isinstance(article, Article)] == ["a.txt", "c.txt"]
    assert str(error).startswith(f"{tmp_path / 'closed'}: cannot be read (Permission denied)")


def test_a_path_that_cannot_be_looked_up_stops_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    error, article = read_articles([tmp_path / f"{'x' * 300}.txt", tmp_path / "a.txt"])

    assert isinstance(article, Article)
    assert "cannot be read (File name too long)" in str(error)


def test_a_broken_page_makes_no_noise_beside_its_error(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number, page in enumerate((b"", b"a", b"<html", b"<!-- x")):
        assert len(read(tmp_path / f"{number}.html", page)) == 1

    assert caplog.records == []
