# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""The value of a dead property is kept with the namespaces that are in it, and
not with all of its document: a thousand of each cost little memory and time.

RFC 4918 section 9.2."""

from support.dav import XML, Dav
from support.httpd import Httpd
from support.process import processor_seconds

NAMESPACES = 16000


def body(properties):
    return '<D:propertyupdate xmlns:D="DAV:" %s><D:set><D:prop>%s</D:prop>' \
        "</D:set></D:propertyupdate>" % (
            " ".join('xmlns:a%d="urn:example:%d"' % (i, i)
                     for i in range(NAMESPACES)), properties)


def test_memory_and_time(cluster, watch, person):
    httpd = Httpd(cluster, threads=3).start()
    try:
        dav = Dav(httpd.origin, person.login, person.password, watch)
        assert dav.propfind(dav.termine, ["D:displayname"]).status == 207
        before, worked = httpd.memory_peak(), processor_seconds(
            httpd.process.pid)
        answer = dav.request("PROPPATCH", dav.termine, body("".join(
            "<a%d:x/>" % (16 * i) for i in range(1000))),
            {"Content-Type": XML})
        # 100 are kept
        assert answer.body.count(b"507 Insufficient Storage") == 1000
        assert httpd.memory_peak() - before < 32 << 20
        assert processor_seconds(httpd.process.pid) - worked < 3
    finally:
        httpd.stop()
        watch.see("log of httpd", httpd.logged())
        httpd.drop()


def test_each_has_what_is_in_it(person):
    value = '<a7:x a9:b="1"><a8:c>text</a8:c></a7:x>'
    answer = person.dav.request("PROPPATCH", person.dav.termine,
                                body(value + "<a10:y/>"),
                                {"Content-Type": XML})
    assert answer.body.count(b"200 OK") == 2
    found = person.dav.request(
        "PROPFIND", person.dav.termine, '<D:propfind xmlns:D="DAV:"><D:prop>'
        '<x xmlns="urn:example:7"/></D:prop></D:propfind>',
        {"Depth": "0", "Content-Type": XML})
    node = found.xml.find(".//{urn:example:7}x")
    assert node.attrib == {"{urn:example:9}b": "1"}
    assert node.find("{urn:example:8}c").text == "text"
    assert b"urn:example:6" not in found.body


def test_a_namespace_of_a_thousand_octets(person):
    """It would be repeated with every property of every member."""
    for name, status in (("u:" + "x" * 998, 207), ("u:" + "x" * 999, 400)):
        answer = person.dav.request(
            "PROPFIND", person.dav.termine, '<D:propfind xmlns:D="DAV:">'
            '<D:prop><x xmlns="%s"/></D:prop></D:propfind>' % name,
            {"Depth": "0", "Content-Type": XML})
        assert answer.status == status
