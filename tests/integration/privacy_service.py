"""A service that tells everything back: each answer is an error that repeats the request's path, headers and body.

privacy_service.py PORT CERT KEY TOKEN: the token service hands out TOKEN, unless the file PORT.refuse is there.
"""
import http.server
import json
import os
import ssl
import sys

PORT, CERT, KEY, TOKEN = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]


class Echo(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("utf-8", "replace")
        said = "%s %s %s" % (self.path, dict(self.headers), body)
        status, reply = 400, {"success": False, "code": 0, "message": said, "error": said, "description": said}
        if self.path.startswith("/oauth2") and not os.path.exists(KEY + ".refuse"):
            status, reply = 200, {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}
        elif self.path.startswith("/oauth2"):
            status, reply = 401, {"error": "invalid_client", "error_description": said}
        elif os.path.exists(KEY + ".ill"):
            status = 500
        data = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = do_DELETE = answer

    def log_message(self, *words):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Echo)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(CERT, KEY)
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
