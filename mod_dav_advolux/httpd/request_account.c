/* Copyright 2026 the mod_dav_advolux authors
 * SPDX-License-Identifier: Apache-2.0
 */
#include <poll.h>

#include <httpd.h>
#include <http_core.h>

#include <mpm_common.h>
#include <apr_allocator.h>
#include <apr_portable.h>

#include "config.h"
#include "request_account.h"

#define KEPT_OCTETS (256 * 1024)

/* A client that has ended its side of the connection waits for nothing: no
 * write is needed to find out, and none would tell at once. */
static bool client_has_gone(void *baton)
{
    conn_rec *c = baton;
    apr_socket_t *socket = ap_get_conn_socket(c);
    struct pollfd fd = { .events = POLLRDHUP };

    if (c->aborted || !socket) {
        return c->aborted;
    }
    return apr_os_sock_get(&fd.fd, socket) == APR_SUCCESS &&
           poll(&fd, 1, 0) > 0;
}

void request_account_keep_little(request_rec *r)
{
    apr_allocator_t *allocator = apr_pool_allocator_get(r->pool);

    if (allocator && (!ap_max_mem_free || ap_max_mem_free > KEPT_OCTETS)) {
        apr_allocator_max_free_set(allocator, KEPT_OCTETS);
    }
}

advolux_account *request_account_open(request_rec *r)
{
    const advolux_server_config *config = ADVOLUX_SERVER(r->server);

    return config->memory
               ? advolux_account_open(r->pool, r->connection->pool,
                                      config->memory, config->request_seconds,
                                      client_has_gone, r->connection)
               : NULL;
}
