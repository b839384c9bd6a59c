"""An answer of OAI-PMH, read by the rules of its schemas: OAI-PMH.xsd, oai_dc.xsd, simpledc."""

import re
from datetime import datetime
from xml.etree import ElementTree

from werkzeug.test import TestResponse

OAI = "{http://www.openarchives.org/OAI/2.0/}"
OAI_DC = "{http://www.openarchives.org/OAI/2.0/oai_dc/}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
SET = re.compile(r"([A-Za-z0-9\-_.!~*'()])+(:[A-Za-z0-9\-_.!~*'()]+)*")
VERBS = {
    *("Identify", "ListMetadataFormats", "ListSets"),
    *("GetRecord", "ListIdentifiers", "ListRecords"),
}
ARGUMENTS = {"verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken"}
ERRORS = {
    *("cannotDisseminateFormat", "idDoesNotExist", "badArgument", "badVerb"),
    *("noMetadataFormats", "noRecordsMatch", "badResumptionToken", "noSetHierarchy"),
}
DC_ELEMENTS = {
    *("title", "creator", "subject", "description", "publisher", "contributor", "date", "type"),
    *("format", "identifier", "source", "language", "relation", "coverage", "rights"),
}
IDENTIFY = ["repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp"]
IDENTIFY += ["deletedRecord", "granularity"]


class Answer:
    """`.code` of an error or "", `.records` with `.fields`, `.token`."""

    def __init__(self, response: TestResponse) -> None:
        assert response.status_code == 200, response.text
        assert response.content_type == "text/xml; charset=utf-8"
        assert response.data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
        self.response = response
        self.root = ElementTree.fromstring(response.data)
        assert self.root.tag == f"{OAI}OAI-PMH"
        date, self.request, *self.said = self.root
        assert date.tag == f"{OAI}responseDate"
        is_second(date)
        assert self.request.tag == f"{OAI}request"
        assert self.request.attrib.keys() <= ARGUMENTS
        errors = [one for one in self.said if one.tag == f"{OAI}error"]
        self.code = errors[0].attrib["code"] if errors else ""
        if errors:
            assert errors == self.said
            assert self.code in ERRORS
            assert errors[0].text
            if self.code in ("badVerb", "badArgument"):
                assert not self.request.attrib
            return
        [self.body] = self.said
        self.verb = self.body.tag.removeprefix(OAI)
        assert self.verb in VERBS
        assert self.request.attrib["verb"] == self.verb
        getattr(self, f"_{self.verb.lower()}")()

    @property
    def identifiers(self) -> list[str]:
        return [header.find(f"{OAI}identifier").text for header in self.headers]

    @property
    def headers(self) -> list[ElementTree.Element]:
        return list(self.body.iter(f"{OAI}header"))

    @property
    def gone(self) -> list[str]:
        return [
            header.find(f"{OAI}identifier").text
            for header in self.headers
            if header.get("status") == "deleted"
        ]

    @property
    def sets(self) -> list[str]:
        return [one.text for one in self.body.iter(f"{OAI}setSpec")]

    @property
    def token(self) -> str | None:
        """None where there is no such element."""
        found = self.body.find(f"{OAI}resumptionToken")
        return None if found is None else found.text or ""

    def stamps(self) -> list[str]:
        return [one.text for one in self.body.iter(f"{OAI}datestamp")]

    def values(self, name: str) -> list[str]:
        return [one.text or "" for one in self.body.iter(f"{DC}{name}")]

    def _identify(self) -> None:
        assert [one.tag for one in self.body] == [f"{OAI}{name}" for name in IDENTIFY]
        is_second(self.body[4])

    def _listmetadataformats(self) -> None:
        for one in self.body:
            names = ("metadataPrefix", "schema", "metadataNamespace")
            assert [part.tag for part in one] == [f"{OAI}{name}" for name in names]

    def _listsets(self) -> None:
        for one in self.body:
            spec, name, *more = one
            assert (spec.tag, name.tag) == (f"{OAI}setSpec", f"{OAI}setName")
            assert SET.fullmatch(spec.text)
            assert name.text
            assert [part.tag for part in more] in ([], [f"{OAI}setDescription"])
            for part in more:
                [dc] = part
                is_dublin_core(dc)
        assert len(self.sets) == len(set(self.sets))

    def _getrecord(self) -> None:
        [record] = self.body
        is_record(record)

    def _listrecords(self) -> None:
        for one in self._things("record"):
            is_record(one)

    def _listidentifiers(self) -> None:
        for one in self._things("header"):
            is_header(one)

    def _things(self, name: str) -> list[ElementTree.Element]:
        """At least one, then perhaps a token."""
        things = list(self.body)
        if things[-1].tag == f"{OAI}resumptionToken":
            things.pop()
        assert things
        assert {one.tag for one in things} == {f"{OAI}{name}"}
        return things


def is_second(element: ElementTree.Element) -> None:
    assert SECOND.fullmatch(element.text), element.text
    datetime.fromisoformat(element.text)


def is_header(header: ElementTree.Element) -> None:
    identifier, stamp, *sets = header
    assert (identifier.tag, stamp.tag) == (f"{OAI}identifier", f"{OAI}datestamp")
    assert re.fullmatch(r"oai:localhost:ALTER-XP-\d{4,}", identifier.text)
    is_second(stamp)
    assert {one.tag for one in sets} <= {f"{OAI}setSpec"}
    assert all(SET.fullmatch(one.text) for one in sets)
    assert header.attrib in ({}, {"status": "deleted"})


def is_record(record: ElementTree.Element) -> None:
    header, *more = record
    is_header(header)
    if header.get("status") == "deleted":
        assert not more, "what is gone has no metadata"
        return
    [metadata] = more
    assert metadata.tag == f"{OAI}metadata"
    [dc] = metadata
    is_dublin_core(dc)


def is_dublin_core(dc: ElementTree.Element) -> None:
    assert dc.tag == f"{OAI_DC}dc"
    for one in dc:
        assert one.tag.removeprefix(DC) in DC_ELEMENTS, one.tag
        assert one.attrib.keys() <= {XML_LANG}
        assert not list(one)
        assert (one.text or "").strip(), f"{one.tag} says nothing"
