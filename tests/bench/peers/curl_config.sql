-- The first :count waiting records as a configuration of curl: one transfer each, with the same headers and body as the others send.
SELECT CASE WHEN row_number() OVER (ORDER BY id) > 1 THEN E'next\n' ELSE '' END
    || 'url = "' || :'url' || E'"\n' || 'cacert = "' || :'ca' || E'"\n' || E'http2\nsilent\n'
    || E'header = "content-type: application/json"\nheader = "accept: application/json"\n'
    || E'header = "authorization: Bearer bench-token"\nheader = "auth: bearer demo-static-token-3Xw"\n'
    || 'data = "' || replace(replace(body, E'\\', E'\\\\'), '"', E'\\"') || E'"\n'
    || E'write-out = "%{http_code}\\n"\noutput = "/dev/null"'
FROM public.job WHERE siasn_id IS NULL ORDER BY id LIMIT :count;
