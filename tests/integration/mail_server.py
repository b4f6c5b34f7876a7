"""The tests' mail server (aiosmtpd, of Debian): TLS from the start or STARTTLS, a login, and recipients with a fate.

mail_server.py DIR PORT CERT KEY smtps|starttls|plain PASSWORD
Each accepted mail is a file in DIR, named after its recipient and a number; DIR/dialogue has a line for each event.
tolak*@ is refused for good, nanti*@ for now, lambat*@ is taken only after three seconds.
"""
import asyncio
import os
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

DIR, PORT, CERT, KEY, MODE, PASSWORD = sys.argv[1:7]
count = 0


def note(*words):
    with open(os.path.join(DIR, "dialogue"), "a") as out:
        print(*words, file=out)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        note("rcpt", address)
        if address.startswith("tolak"):
            return "550 5.1.1 no such user"
        if address.startswith("nanti"):
            return "450 4.2.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global count
        if envelope.rcpt_tos[0].startswith("lambat"):
            await asyncio.sleep(3)
        count += 1
        name = "%s.%d.%d" % (envelope.rcpt_tos[0], os.getpid(), count)
        with open(os.path.join(DIR, name), "wb") as out:
            out.write(envelope.content)
        return "250 taken"


def login(server, session, envelope, mechanism, data):
    right = data.login == b"siasn" and data.password == PASSWORD.encode()
    note("login", "right" if right else "wrong")
    return AuthResult(success=right, handled=False)


context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(CERT, KEY)
ways = {
    "smtps": dict(ssl_context=context, auth_require_tls=False),
    "starttls": dict(tls_context=context, require_starttls=True),
    "plain": dict(auth_require_tls=False),
}
controller = Controller(Handler(), hostname="127.0.0.1", port=int(PORT), authenticator=login, auth_required=True,
                        **ways[MODE])
controller.start()
note("ready")
asyncio.new_event_loop().run_forever()
