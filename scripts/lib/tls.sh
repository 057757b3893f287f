# Copyright 2026 the mod_dav_advolux authors
# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# A certificate authority of this machine's own, and a certificate from it in
# the form that the former Advolux CalDAV server wanted: caldav_zertifikat.p12.

# tls_make DIRECTORY NAME...: root.pem (for clients), caldav_zertifikat.p12 and
# passwords in DIRECTORY, for these host names and addresses. What is there
# already stays, unless it names other hosts or ends within a month.
tls_make() {
    local directory=$1
    shift
    mkdir -p "$directory"
    chmod 755 "$directory"
    (
        umask 077
        cd "$directory" || exit
        [ -e root.key ] || tls_make_root
        chmod 644 root.pem
        if [ ! -e caldav_zertifikat.p12 ] || [ "$*" != "$(cat names)" ] ||
            ! openssl x509 -in server.pem -noout -checkend 2592000 >/dev/null
        then
            tls_issue "$@"
            echo "$*" >names
        fi
    )
}

tls_make_root() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
        -keyout root.key.new -out root.pem -days 3650 \
        -subj "/O=mod_dav_advolux/CN=CalDAV test CA $(uname -n | cut -c1-40)" \
        -addext basicConstraints=critical,CA:TRUE \
        -addext keyUsage=critical,keyCertSign,cRLSign \
        -addext subjectKeyIdentifier=hash 2>/dev/null
    mv root.key.new root.key
}

# For a year: iPhones refuse more than 825 days.
tls_issue() {
    local name names=''
    for name; do
        case $name in
            *:* | *[0-9].*[0-9].*[0-9].*[0-9]) names+=,IP:$name ;;
            *) names+=,DNS:$name ;;
        esac
    done
    printf '%s\n' basicConstraints=critical,CA:FALSE \
        keyUsage=critical,digitalSignature extendedKeyUsage=serverAuth \
        subjectKeyIdentifier=hash authorityKeyIdentifier=keyid \
        "subjectAltName=${names#,}" >extensions
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
        -keyout server.key -subj "/CN=$1" -out server.csr 2>/dev/null
    openssl x509 -req -in server.csr -CA root.pem -CAkey root.key \
        -CAcreateserial -days 397 -extfile extensions -out server.pem \
        2>/dev/null
    [ -e passwords ] || openssl rand -hex 16 >passwords
    openssl pkcs12 -export -in server.pem -inkey server.key \
        -certfile root.pem -passout file:passwords \
        -out caldav_zertifikat.p12
    rm -f server.csr server.key extensions
}
