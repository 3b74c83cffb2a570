"""What is looked at before a bureau's own template is taken: only plain Word, nothing that runs, fetches or swells."""

import io
import re
import zipfile
import zlib
from collections.abc import Collection
from typing import Any
from xml.parsers import expat

import docx
from flask_babel import lazy_gettext as _

from outreach.documents.placeholders import BODY, found_in, paragraphs_in, roots_of, text_of
from outreach.errors import Invalid

LARGEST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED, MOST_PARTS = 40 * 1024 * 1024, 500
MOST_PARAGRAPHS, MOST_PLACEHOLDERS = 2000, 100
_XML = re.compile(r".*\.(xml|rels)", re.IGNORECASE)
#: What else a document may hold: a relationship may call any file a document, and Word would read it as one.
_PICTURES = re.compile(r".*(\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|odttf)|/)", re.IGNORECASE)
#: Programs, controls and documents inside of the document.
_RUNS = re.compile(
    r"(.*vbaProject.*|.*vbaData.*|word/activeX/.*|.*\.bin|word/embeddings/.*|.*oleObject.*)", re.IGNORECASE | re.DOTALL
)
#: What a plain document's parts are, whatever they are called.
_KINDS = re.compile(
    r"application/vnd\.openxmlformats-(package|officedocument)\..*|application/vnd\.ms-(word|office)\.[\w.]+\+xml"
    r"|(application|text)/xml|image/.*|application/x-font.*",
    re.IGNORECASE,
)
_KINDS_THAT_RUN = re.compile(
    r"vba|macro|oleObject|activeX|control|spreadsheetml|presentationml|toolbars|keyMap", re.IGNORECASE
)
#: What a part is to another, by the last word of the relationship's type.
_LINKS_THAT_RUN = re.compile(
    r".*/(vbaProject\w*|wordVbaData|oleObject|package|control|activeX\w*|attachedToolbars|keyMapCustomizations|aFChunk"
    r"|subDocument)",
    re.IGNORECASE,
)
_LINKS_OUTSIDE = re.compile(r".*/(attachedTemplate|externalLink\w*|mailMergeSource|recipientData|frame)", re.IGNORECASE)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REVISIONS = {f"{_WORD} {name}" for name in ("ins", "del", "moveFrom", "moveTo", "commentReference")}
_INSIDE = ("altChunk", "object", "OLEObject", "control", "subDoc")
_DAMAGED = _("This is no Word file, or it is damaged. Open it in Word or WPS, and save it as .docx.")
_SWELLS = _("The file unpacks to far more than a template needs. Make it anew from the standard one.")
_TOO_LONG = _("It has more paragraphs or places to fill than a template needs. Make it anew from the standard one.")
_PROGRAMS = _("There is a macro, a control or another file inside of it. Save it as .docx without these.")
_CHANGES = _("There are tracked changes or comments in it. Accept or delete them all, and save it again.")
_OUTSIDE = _("It points to something outside. Take out links, linked pictures and an attached template.")
#: Fields that bring something in from outside or run something, whoever opens the file.
_FETCHING = re.compile(
    r"\b(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON|RD|HYPERLINK|QUOTE)\b", re.IGNORECASE
)
_OLD_WORD = b"\xd0\xcf\x11\xe0"


def check_template(content: bytes, known: Collection[str]) -> None:
    """Raise Invalid, at the field `file`, saying what is wrong with it and what to do, unless it can be a template.

    `known` are the names of its placeholders.
    """
    if not content:
        raise _wrong("empty", _("The file is empty. Choose the template again."))
    if len(content) > LARGEST_BYTES:
        raise _wrong("too_large", _("The file is larger than 5 MB. Take large pictures out of it, and save it again."))
    if content.startswith(_OLD_WORD):
        raise _wrong(
            "old_or_locked", _("This is an old .doc, or it asks for a password. Save it as .docx without one.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(package)
        document = docx.Document(io.BytesIO(content))
    except Invalid:
        raise
    except Exception as failure:  # whatever a broken file makes a parser say, it is a broken file
        raise _wrong("damaged", _DAMAGED) from failure
    _check_text(document, known)


def names_in(content: bytes) -> set[str]:
    """The names of the placeholders of a template that was checked."""
    return set(_names(docx.Document(io.BytesIO(content))))


def remarks_on(content: bytes) -> list[Any]:
    """What is unlike an official document, as sentences; a bureau may want it so."""
    document = docx.Document(io.BytesIO(content))
    section, said = document.sections[0], []
    page = [round((each or 0) / 36_000) for each in (section.page_width, section.page_height)]
    if page != [210, 297]:
        said.append(_("The page is not A4: %(width)s × %(height)s mm.", width=page[0], height=page[1]))
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    margins = [round((each or 0) / 36_000) for each in edges]
    if margins != [37, 35, 28, 26]:
        said.append(_("The margins are %(found)s mm; GB/T 9704 has 37/35/28/26.", found="/".join(map(str, margins))))
    names = _names(document)
    if "标题" not in names:
        said.append(_("There is no {{标题}}: the title stands above the text, in the style 公文标题."))
    if not any("PAGE" in _fields(root) for root in roots_of(document)[1:]):
        said.append(_("Its foot has no page number."))
    return said


def _check_package(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise _wrong("locked", _("The file asks for a password. Save it without one."))
    if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > MOST_PARTS:
        raise _wrong("too_much", _SWELLS)
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        raise _wrong("no_word", _("This is not a Word file (.docx). Choose the template itself."))
    if any(_RUNS.fullmatch(name) for name in names):
        raise _wrong("programs", _PROGRAMS)
    left = MOST_UNPACKED
    for part in parts:
        content = _read(package, part, left)
        left -= len(content)
        if _XML.fullmatch(part.filename):
            _check_xml(part.filename, content)
        elif not _PICTURES.fullmatch(part.filename):
            raise _wrong("programs", _PROGRAMS)


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    """The part unpacked, never more than `most`: what a zip's directory says of its sizes can be a lie."""
    try:
        with package.open(part) as file:
            content = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as failure:
        raise _wrong("damaged", _DAMAGED) from failure
    if len(content) > most:
        raise _wrong("too_much", _SWELLS)
    return content


def _check_xml(name: str, content: bytes) -> None:
    """Goes through one part: well-formed, without entities of its own, with nothing in it that is fetched or runs."""
    try:
        fields = _Watcher().follow(content)
    except (expat.ExpatError, LookupError) as failure:
        raise _wrong("damaged", _DAMAGED) from failure
    if _FETCHING.search(fields):
        said = _("A field in it fetches or opens something else. Only page numbers and the like may stay.")
        raise _wrong("external", said)


class _Watcher:
    """Looks at every element of a part."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.is_field = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._begins
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._says
        self.parser.StartDoctypeDeclHandler = self._declares  # no office program writes one

    def follow(self, content: bytes) -> str:
        """The words of all fields; raises Invalid, or what the parser says of XML that is none."""
        self.parser.Parse(content, True)
        return "".join(self.fields)

    def _begins(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(" ")[2]
        if attributes.get("TargetMode") == "External":
            raise _wrong("external", _OUTSIDE, target=attributes.get("Target", "")[:80])
        if "ContentType" in attributes:
            self._look_at_kind(attributes["ContentType"].strip())
        if local == "Relationship":
            self._look_at_link(attributes.get("Type", "").strip())
        if local in _INSIDE:
            raise _wrong("programs", _PROGRAMS)
        if tag in _REVISIONS:
            raise _wrong("revisions", _CHANGES)
        self.is_field = local == "instrText"
        if local == "fldChar":  # a field begins or ends: its words are not those of the one before
            self.fields.append(" ")
        if local == "fldSimple":
            self.fields += [f" {text} " for key, text in attributes.items() if key.rpartition(" ")[2] == "instr"]

    @staticmethod
    def _look_at_kind(kind: str) -> None:
        if "template.main" in kind:
            raise _wrong("dotx", _("It is a template file (.dotx). Save it as an ordinary .docx."))
        if "macroEnabled" in kind:
            raise _wrong("programs", _("It is a file with macros (.docm). Save it as .docx."))
        if _KINDS_THAT_RUN.search(kind) or not _KINDS.fullmatch(kind):
            raise _wrong("programs", _PROGRAMS, kind=kind[:80])

    @staticmethod
    def _look_at_link(kind: str) -> None:
        if _LINKS_THAT_RUN.fullmatch(kind):
            raise _wrong("programs", _PROGRAMS, kind=kind[-80:])
        if _LINKS_OUTSIDE.fullmatch(kind):
            raise _wrong("external", _OUTSIDE, kind=kind[-80:])

    def _says(self, text: str) -> None:
        if self.is_field:
            self.fields.append(text)

    def _ends(self, _tag: str) -> None:
        self.is_field = False

    def _declares(self, *_declaration: object) -> None:
        raise _wrong("damaged", _DAMAGED)


def _check_text(document: Any, known: Collection[str]) -> None:
    if sum(1 for root in roots_of(document) for _one in paragraphs_in(root)) > MOST_PARAGRAPHS:
        raise _wrong("too_long", _TOO_LONG)
    names = _names(document)
    if len(names) > MOST_PLACEHOLDERS:
        raise _wrong("too_long", _TOO_LONG)
    unknown = sorted(set(names) - set(known))
    if unknown:
        said = "、".join(f"{{{{{name}}}}}" for name in unknown)
        listed = "、".join(f"{{{{{name}}}}}" for name in known)
        raise _wrong(
            "unknown", _("Nobody knows what %(unknown)s means. There are: %(known)s.", unknown=said, known=listed)
        )
    if names.count(BODY) > 1:
        raise _wrong("body_twice", _("{{正文}} stands in it more than once."))
    for paragraph in paragraphs_in(document.element):
        found = found_in(paragraph)
        if any(each.name == BODY for each in found):
            if len(found) > 1 or text_of(paragraph).strip() != text_of(paragraph)[found[0].first : found[0].last]:
                raise _wrong(
                    "body_beside", _("{{正文}} must stand alone in its paragraph, with nothing before or behind it.")
                )
            return
    raise _wrong(
        "no_body", _("There is no {{正文}} in it. Type it, in a paragraph of its own, where the text is to stand.")
    )


def _names(document: Any) -> list[str]:
    return [
        each.name for root in roots_of(document) for paragraph in paragraphs_in(root) for each in found_in(paragraph)
    ]


def _fields(root: Any) -> str:
    said = [each.text or "" for each in root.iter() if str(each.tag).endswith("}instrText")]
    said += [text for each in root.iter() for key, text in each.attrib.items() if str(key).endswith("}instr")]
    return "".join(said)


def _wrong(code: str, message: Any, **facts: Any) -> Invalid:
    return Invalid(message, field="file", code=f"template_{code}", **facts)
