-- Deliveries as a daemon commits them, with its own statements (public.statement): claim; intent and event; outcome, link,
-- event and release. 16 persons at a time, a transaction each as there. What each claim took goes to public.claimed.
CREATE FUNCTION public.text_of(p_name text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT sql FROM public.statement WHERE name = p_name $$;

CREATE PROCEDURE public.deliver(p_batches integer) LANGUAGE plpgsql AS $$
DECLARE
    began timestamptz;
    person record;
    who text[];
    n integer;
    nips text[];
    kinds text[];
    ids text[];
    revs integer[];
    payloads text[];
    siasn text[];
    hashes text[];
BEGIN
    FOR batch IN 1 .. p_batches LOOP
        began := clock_timestamp();
        who := '{}';
        FOR person IN EXECUTE public.text_of('claim_employees') USING 'bench', 600, 16 LOOP
            who := who || person.nip;
        END LOOP;
        INSERT INTO public.claimed VALUES (batch, extract(epoch FROM clock_timestamp() - began) * 1000000);
        EXECUTE 'SELECT count(*), array_agg(nip), array_agg(kind), array_agg(src_id), array_agg(rev), array_agg(payload), array_agg(content_hash),
                        array_agg(gen_random_uuid()::text) FROM (' || public.text_of('claim_records') || ') AS r'
            INTO n, nips, kinds, ids, revs, payloads, hashes, siasn USING who;
        COMMIT;
        EXECUTE public.text_of('record_intent') USING nips, kinds, ids, revs, array_fill('create'::text, ARRAY[n]), payloads;
        EXECUTE public.text_of('event_append') USING 'bench', array_fill('intent'::text, ARRAY[n]), nips, kinds, ids,
            (SELECT array_agg(json_build_object('rev', 1, 'op', 'create', 'hash', h)::text) FROM unnest(hashes) AS h);
        COMMIT;
        EXECUTE public.text_of('lease_hold') USING 'bench', who, 600;
        EXECUTE public.text_of('record_outcome') USING nips, kinds, ids, revs, array_fill('done'::text, ARRAY[n]), array_fill(NULL::bigint, ARRAY[n]),
            array_fill('ready'::text, ARRAY[n]), array_fill(0::bigint, ARRAY[n]), array_fill(0, ARRAY[n]), array_fill(0, ARRAY[n]), hashes,
            array_fill('created'::text, ARRAY[n]), array_fill('success'::text, ARRAY[n]);
        EXECUTE public.text_of('link_takeover') USING kinds, ids, siasn;
        EXECUTE public.text_of('link_set') USING kinds, ids, nips, siasn, array_fill('created'::text, ARRAY[n]);
        EXECUTE public.text_of('lease_release') USING 'bench', who, ARRAY['kursus'];
        EXECUTE public.text_of('event_append') USING 'bench', array_fill('delivered'::text, ARRAY[n]), nips, kinds, ids,
            (SELECT array_agg(json_build_object('rev', 1, 'state', 'done', 'outcome', 'created', 'siasn_id', s)::text) FROM unnest(siasn) AS s);
        COMMIT;
    END LOOP;
END
$$;
