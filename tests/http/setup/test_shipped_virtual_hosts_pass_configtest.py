# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
"""What conf/dav_advolux.conf has in comments is right as it stands.

Handbook S9."""

import re

import pytest
import requests
import urllib3

from support import certificates
from support.httpd import Httpd
from support.process import TREE, free_port

urllib3.disable_warnings()

SAMPLE = (TREE / "conf/dav_advolux.conf").read_text()


def active(text):
    """The sample without its '#'; prose stands behind '# '. What has '##' is
    an alternative, and stays a comment."""
    return re.sub(r"(?m)^#(?! \w)", "", text)


def alternative(text):
    return re.sub(r"(?m)^(?!##).*\n|^##", "", text)


@pytest.fixture
def shipped(cluster):
    """An httpd that has the sample, all of it active, in place of the
    calendars of the tests."""
    httpd = Httpd(cluster, modules=("env", "ssl", "authz_host"))
    authority = certificates.Authority()
    issued = authority.issue("termine.kanzlei.example")
    store = certificates.write_p12(httpd.dir / "caldav_zertifikat.p12",
                                   issued, "geheim")
    text = active(SAMPLE).replace(
        "/etc/advolux/cert/caldav_zertifikat.p12", str(store)).replace(
        "file:/etc/advolux/cert/passwords",
        certificates.passwords(httpd.dir, "geheim"))
    text = text.replace("/var/log/apache2", str(httpd.dir)).replace(
        "/etc/advolux/pgpass", str(httpd.private_file("pgpass", ""))).replace(
        "/etc/advolux/ca.pem", str(authority.trust(httpd.dir)))
    for port in set(re.findall(r"Listen (?:[\d.]+:)?(\d+)", text)):
        text = re.sub(r"(?m)(Listen .*?|<VirtualHost .*:)%s\b" % port,
                      r"\g<1>%d" % free_port(), text)
    httpd.configuration = httpd.configuration.split(
        '<Location "/caldav">')[0] + text
    yield httpd
    httpd.drop()


def ask(httpd):
    """What the site with TLS, the plain one and the proxied one answer."""
    ports = re.findall(r"(?m)^Listen (?:[\d.]+:)?(\d+)",
                       httpd.configuration)[1:]
    return [requests.get("%s://127.0.0.1:%s/" % (scheme, port), verify=False,
                         allow_redirects=False, timeout=20)
            for scheme, port in zip(("https", "http", "http"), ports)]


def test_it_passes_without_a_warning(shipped):
    said = shipped.configtest()
    assert "Syntax OK" in said and "ADV" not in said, said


def test_each_site_serves(shipped):
    """Two by HTTP, one of them for those who come without TLS; one by TLS."""
    shipped.start()
    answers = ask(shipped)
    assert [answer.status_code for answer in answers] == [401, 301, 401]
    metrics = requests.get(shipped.origin + "/advolux-metrics", timeout=20)
    assert "advolux_requests_total" in metrics.text
    assert answers[1].headers["Location"] == "https://127.0.0.1:8443/"


def test_a_redirect_for_all_concerns_plain_http_alone(shipped):
    shipped.configuration = re.sub("AdvoluxPlainHTTP redirect 8443", "",
                                   shipped.configuration).replace(
        "AdvoluxPlainHTTP keep", "AdvoluxPlainHTTP redirect 443")
    shipped.start()
    answers = ask(shipped)
    assert [answer.status_code for answer in answers] == [401, 301, 401]
    assert answers[1].headers["Location"] == "https://127.0.0.1/"


def test_the_alternative_passes(cluster):
    httpd = Httpd(cluster, modules=("env", "ssl", "md"))
    assert "MDomain termine.kanzlei.example" in alternative(SAMPLE)
    httpd.configuration += alternative(SAMPLE)
    try:
        assert "Syntax OK" in httpd.configtest()
    finally:
        httpd.drop()
