"""The fault catalogue: what is injected in each case, and the cases that cannot be had."""

from __future__ import annotations

Case = int
"""A number that the names of tests bear; it never changes its meaning."""

CATALOGUE: dict[str, dict[Case, str]] = {
    "Files": {
        1: "One key twice in a mapping; one key in two shared files",
        2: "`0101`, `12:30`, `no`, `1_000`, `0x1F`, `2024-01-01`, `~` where a text is expected",
        3: "Alias bomb, recursive alias, merge key, nesting 500 deep, a file of 50 MB",
        4: "`!!python/object/apply`, unknown tag, two documents, tab, NUL, invalid UTF-8, UTF-16, "
        "lone surrogate; a byte order mark and CRLF",
        5: "`include` of an absolute path, `..`, `~`, a link leading out, a FIFO, `/proc/self/environ`",
        6: "An unknown attribute; an unknown flag",
        7: "NFC and NFD twins; trailing, invisible and zero-width characters in names",
        8: "Empty file, empty folder, missing environment, `include` of an empty folder",
        9: "Names of 0, 255, 256 and 100,000 characters",
        10: "`${env.X}` unset, empty, or holding `: `, `#`, a newline, `${vars.y}`",
        11: "Undefined webhook and queue keys; one display name twice within a type; environments "
        "that promote from each other",
    },
    "Reading": {
        12: "Refused connection, unknown host, reset, timeout during a GET",
        13: "Certificates of every bad kind; bundles of one's own",
        14: "301, 302, 303, 307, 308 to another host on every verb",
        15: "A proxy with credentials, 407, 502 in HTML, `NO_PROXY`; a `.netrc`",
        16: "429 with `Retry-After` as seconds, date, absent, `abc`, `-1`, `99999999`; with "
        "`x-ratelimit-reset` alone",
        17: "429 for ever in the middle of an apply",
        18: "A storm of 500, 502, 503 with an HTML body",
        19: "200 with HTML, nothing, `[]`, another content type, JSON 5,000 deep, NaN, 100 MB, a gzip bomb, "
        "a body cut short",
        20: "One byte every 0.3 seconds",
        21: "401; 403; 404 by id, on a list, from a wrong base URL",
        22: "Error bodies of every shape: `errors` as objects, texts, one object; `validations`; a bare "
        "text; RFC 7807; nothing",
        23: "Unknown members, `webHookId` null, an unknown `type`, an id as number; damaged items",
        24: "Items that move between pages; totals that are wrong, negative, absent, absurd; a capped "
        "size; a page that never advances; no `_embedded`",
        25: "A listing that is empty, or far smaller than the state knows",
        26: "A slow first page, the others refused with 429",
    },
    "Writing": {
        27: "A POST is committed, its answer lost",
        28: "The same, and the listing lags behind",
        29: "The same, and two new objects bear the name",
        30: "A POST answered 500, 502, 503, 504 before or after the commit",
        31: "A POST refused, 429, unknown host, failed TLS",
        32: "A PUT that times out, before or after the commit",
        33: "A PUT answered 200 that stored nothing, or something else",
        34: "A live object with members the tool does not know",
        35: "Somebody edits or deletes the object between plan and write",
        36: "A DELETE answered late, the second one 404; a webhook that any channel still uses",
        37: "The webhook is created, the channel refused with `invalid_queue`",
        38: "200 without an id, with an id already bound, with another object's body",
        39: "Created, then 404 for some reads",
        40: "Unmanaged objects of the wanted name: one, several",
        41: "Names like `x,id==25`, `a;b`, `*`, `%2F`, quotes, CRLF; ids like `../webhooks/12`, `25?x=`",
    },
    "Process, disk, state": {
        42: "A kill at every write of state and journal and after every HTTP step",
        43: "ENOSPC, EIO, EROFS, a read-only folder at each write, fsync and rename",
        44: "SIGINT once, twice, inherited as ignored; SIGTERM; SIGHUP; CI's SIGINT, SIGTERM, SIGKILL",
        45: "`apply | head -1`, `/dev/full`, closed streams, ASCII stdout, a lone surrogate in a live name",
        46: "A state of 0 bytes, half, garbage, of another program, a newer format, older than its "
        "journal, with one id twice, of another lineage, tenant, endpoint; an older backup",
        47: "A state with members the tool does not know",
        48: "An exception or MemoryError in the middle of an apply",
        49: "A link planted at the temporary name, umask 0, loose permissions",
        50: "A clock one day off, one that jumps, daylight saving time",
    },
    "Locks and backends": {
        51: "Two and thirty-two applies at once",
        52: "The holder of the lock is killed; unlocked with a wrong id; robbed",
        53: "An S3 lock whose answer is lost; a store that ignores `If-None-Match`",
        54: "An HTTP backend that answers 423, 409, 405, 404, 413",
        55: "PgBouncer in transaction mode; a Postgres backend terminated",
        56: "A Git ref moved by another run; no remote, a shallow clone, no permission",
    },
    "Plans, tenants, guards": {
        57: "A saved plan after files, format, tenant, secrets or a live object changed; edited; truncated; "
        "applied twice",
        58: "The key of another tenant; a queue id the tenant does not have",
        59: "Limits in numbers and percent, a tiny tenant; every guard switched off once",
        60: "Definitions carried to another tenant: a queue missing, twice, in another case; one skipped",
        61: "No terminal, end of input, `y` for `yes`, a stop at the prompt",
        62: "A report of changes outside while one collection cannot be read",
    },
    "Secrets and output": {
        63: "Canary secrets in every encoding, wherever a secret can stand, in success, failure and crash",
        64: "A secret that was rotated",
        65: "Names with CSI, OSC, CR, BEL, bidi and zero-width characters, `::error::`, `##vso[`",
        66: "Backticks, pipes, `@team`, `<!--`, images, `<script>` in names",
        67: "Webhook URIs: `http`, this machine and private networks in every spelling, userinfo, bad ports, "
        "punycode",
        68: "Events that were changed, or signed with another key, method or time",
        69: "Dependencies and actions replaced; a module planted in the working folder",
    },
}

NOT_HAD: dict[Case, str] = {
    53: "The state lives in local files; there is no store at S3.",
    54: "The state lives in local files; there is no store over HTTP.",
    55: "The state lives in local files; there is no store in Postgres.",
    56: "The state lives in local files; there is no store in Git.",
    68: "The tool sends to the gateway; it receives no events.",
}
