/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a worker process that fell into a stranger's hands may send to the front: any bytes as a
 * reply are refused, or make a reply that the front could have made itself. The first byte chooses
 * between that and the other direction.
 */
#include "fuzz.h"

#include "../../server/wire.h"

#include <sys/socket.h>
#include <unistd.h>

#define MOST ((size_t)1 << 16)

static void take_reply(int fd) {
    api_reply reply = {0};
    if (!wire_receive_reply(fd, MOST, &reply)) {
        CHECK(!reply.body);
        return;
    }
    CHECK(reply.size <= MOST && (reply.size > 0 || reply.status == 200) == (reply.body != NULL));
    CHECK(reply.status == 200 || reply.status == 499 || (reply.status >= 400 && reply.code));
    CHECK(reply.content_type && strlen(reply.content_type) < 64);
    api_reply_deinit(&reply);
}

static void take_request(int fd) {
    wire_request request;
    if (wire_receive_request(fd, &request)) {
        const api_request *got = &request.request;
        const char *end = got->body.data + got->body.size;
        CHECK(got->path.data == request.bytes &&
              got->request_id.data + got->request_id.size == got->body.data);
        CHECK(end >= request.bytes);
    }
    wire_request_deinit(&request);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    int ends[2];
    if (size == 0 || size > MOST)
        return 0;
    CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    CHECK(size == 1 || send(ends[0], data + 1, size - 1, MSG_DONTWAIT) == (ssize_t)size - 1);
    close(ends[0]);
    if (data[0] & 1)
        take_request(ends[1]);
    else
        take_reply(ends[1]);
    close(ends[1]);
    return 0;
}
