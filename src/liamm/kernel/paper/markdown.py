"""Markdown as JSON values for the template: paragraphs, lists, quotes and tables of runs; never any typst code."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

_reader = MarkdownIt("commonmark", {"breaks": True, "html": False}).enable(["table", "strikethrough"])
_SAFE = ("https://", "http://", "mailto:", "tel:")
_PLAIN = {"text", "code_inline"}


def blocks_of(text: str) -> list[dict[str, Any]]:
    """The blocks of a text."""
    return _blocks(SyntaxTreeNode(_reader.parse(text)))


def _blocks(node: SyntaxTreeNode) -> list[dict[str, Any]]:
    return [found for child in node.children if (found := _block(child))]


def _block(node: SyntaxTreeNode) -> dict[str, Any] | None:
    if node.type in {"paragraph", "heading"}:
        runs = _runs(node.children[0], {"strong": True} if node.type == "heading" else {})
        return {"kind": "paragraph", "runs": runs}
    if node.type in {"bullet_list", "ordered_list"}:
        items = [_blocks(item) for item in node.children]
        return {"kind": "list", "ordered": node.type == "ordered_list", "items": items}
    if node.type == "blockquote":
        return {"kind": "quote", "blocks": _blocks(node)}
    if node.type in {"fence", "code_block"}:
        return {"kind": "code", "text": node.content}
    if node.type == "table":
        return _table(node)
    return None


def _table(node: SyntaxTreeNode) -> dict[str, Any]:
    rows = [[_said(cell) for cell in row.children] for part in node.children for row in part.children]
    return {"kind": "table", "head": rows[0], "rows": rows[1:]}


def _said(node: SyntaxTreeNode) -> str:
    return "".join(run["text"] for run in _runs(node.children[0], {})) if node.children else ""


def _runs(node: SyntaxTreeNode, marks: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for child in node.children:
        if child.type in _PLAIN:
            found.append({"text": child.content, **marks})
        elif child.type in {"softbreak", "hardbreak"}:
            found.append({"text": "", "break": True})
        elif child.type == "link":
            href = str(child.attrs.get("href", ""))
            found += _runs(child, {**marks, "href": href} if href.startswith(_SAFE) else marks)
        else:
            found += _runs(child, {**marks, **_mark(child.type)})
    return found


def _mark(kind: str) -> dict[str, Any]:
    return {"strong": True} if kind == "strong" else {"em": True} if kind == "em" else {}
