"""Only servers that prove who they are."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certified(folder, *extensions):
    """A certificate that nobody but its owner has signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "self.test")])
    unsigned = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
    )
    for extension in extensions:
        unsigned = unsigned.add_extension(extension, critical=False)
    signed = unsigned.sign(key, hashes.SHA256())
    pem = folder / "both.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return pem


def secured(site, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site.socket = context.wrap_socket(site.socket, server_side=True)


def test_a_server_with_a_certificate_of_its_own_making_is_not_read(crawl, new_site, tmp_path):
    site = new_site("127.0.9.1")
    site.routes = {"/": b"a page"}
    secured(site, certified(tmp_path, x509.SubjectAlternativeName([x509.DNSName("self.test")])))
    own, other = (f"https://{name}.test:{site.port}/" for name in ("self", "other"))
    arguments = {
        "hosts": {"self.test": ["127.0.9.1"], "other.test": ["127.0.9.1"]},
        "ROBOTSTXT_OBEY": False,
        "RETRY_TIMES": 0,
    }
    crawled = crawl(own, other, **arguments)
    assert "certificate is not valid" in crawled.of(own)["reason"]
    assert "certificate is not valid" in crawled.of(other)["reason"]
    assert site.asked == []
    unverified = crawl(own, **arguments, DOWNLOAD_VERIFY_CERTIFICATES=False)
    assert unverified.of(own)["text"] == "a page"


NAMES = {  # of a certificate that is trusted -> at which host it is
    "its host's": ([x509.DNSName("self.test")], "self.test"),
    "one for a whole top-level domain": ([x509.DNSName("*.test")], None),
    "its address": ([x509.IPAddress(ip_address("127.0.9.4"))], "127.0.9.4"),
    "another host's": ([x509.DNSName("other.test")], None),
    "somebody's": ([x509.RFC822Name("self@self.test")], None),
    "none": ([], None),
}


@pytest.mark.parametrize("names", NAMES)
def test_a_certificate_of_a_known_authority_proves_the_hosts_that_it_names(
    names, crawl, new_site, tmp_path, monkeypatch
):
    extensions = [x509.SubjectAlternativeName(NAMES[names][0])] if NAMES[names][0] else []
    certificate = certified(tmp_path, *extensions)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    site = new_site("127.0.9.4")
    site.routes = {"/": b"a page"}
    secured(site, certificate)
    hosts = ["self.test", "127.0.9.4"]
    urls = {host: f"https://{host}:{site.port}/" for host in hosts}
    crawled = crawl(*urls.values(), hosts={"self.test": ["127.0.9.4"]}, ROBOTSTXT_OBEY=False, RETRY_TIMES=0)
    read = [host for host in hosts if crawled.of(urls[host]).get("text") == "a page"]
    assert read == [host for host in hosts if host == NAMES[names][1]]
    told = [crawled.of(urls[host])["reason"] for host in hosts if host not in read]
    assert all("certificate is not valid" in line for line in told)


def test_a_certificate_without_names_is_told_in_one_line(command, new_site, tmp_path):
    site = new_site("127.0.9.2")
    secured(site, certified(tmp_path))
    file = f"{{allow_private_addresses: true, delay: 0, sources: [{{name: a, url: '{site.url().replace('http', 'https')}'}}]}}"
    (tmp_path / "sources.yaml").write_text(file, encoding="utf-8")
    ended = command("run", "--quiet")
    assert (ended.code, ended.err, ended.out.count("\n")) == (1, "", 1)
    assert "certificate is not valid" in ended.out


def test_a_host_with_a_name_that_none_can_have_is_told_as_such(crawl):
    url = "https://exa%20mple.test/"
    crawled = crawl(url, hosts={"exa%20mple.test": ["127.0.9.3"]}, ROBOTSTXT_OBEY=False, RETRY_TIMES=0)
    assert crawled.of(url)["reason"] == "invalid hostname: exa%20mple.test"


def test_a_server_without_tls_is_told_as_such(crawl, new_site):
    site = new_site("127.0.9.3")
    url = site.url().replace("http:", "https:")
    crawled = crawl(url, ROBOTSTXT_OBEY=False, RETRY_TIMES=0)
    assert crawled.of(url)["reason"].startswith("the secure connection (TLS) failed: ")
    assert crawled.of(url)["passes"]
