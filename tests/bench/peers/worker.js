// A worker on graphile-worker that posts records with undici. Three ways, by MODE:
//   plain  as installed: a job a record, one at a time, SIASN's id written down by the task
//   tuned  a job a record, INFLIGHT at a time, a local queue, completions in batches; the id is not written down
//   batch  a job of many records (an array as payload), ids written with one statement a job, INFLIGHT at a time in all
// Prints {"records":n,"seconds":s,"peak_kib":k} when COUNT records are through and their completion is committed.
"use strict";
const fs = require("fs");
const { run } = require("graphile-worker");
const { Logger } = require("@graphile/logger");
const { Agent, request } = require("undici");

const { MODE, URL_SAVE, CA, DATABASE_URL } = process.env;
const count = Number(process.env.COUNT);
const inflight = Number(process.env.INFLIGHT);
const jobs = { plain: 1, tuned: inflight, batch: 4 }[MODE];
const connections = MODE === "plain" ? null : inflight;
const agent = new Agent({ connect: { ca: fs.readFileSync(CA) }, connections });
const headers = {
    "content-type": "application/json",
    accept: "application/json",
    authorization: "Bearer bench-token",
    auth: "bearer demo-static-token-3Xw",
};
let done = 0;
let began = 0;
let allDone;
const finished = new Promise((resolve) => (allDone = resolve));

async function post(body) {
    began ||= performance.now();
    const reply = await request(URL_SAVE, { method: "POST", headers, body, dispatcher: agent });
    const answer = await reply.body.json();
    if (reply.statusCode !== 200 || !answer.success) throw new Error(`status ${reply.statusCode}`);
    return answer.mapData.rwKursusId;
}

function counted(n) {
    done += n;
    if (done === count) allDone();
}

async function one(payload, helpers) {
    const id = await post(payload.body);
    if (MODE === "plain") await helpers.query("UPDATE public.job SET siasn_id = $2 WHERE id = $1", [payload.id, id]);
    counted(1);
}

async function many(payload, helpers) {
    const ids = new Array(payload.length);
    let next = 0;
    const lane = async () => {
        while (next < payload.length) {
            const i = next++;
            ids[i] = await post(payload[i].body);
        }
    };
    await Promise.all(Array.from({ length: Math.max(1, inflight / jobs) }, lane));
    await helpers.query(
        "UPDATE public.job SET siasn_id = x.s FROM unnest($1::int[], $2::text[]) AS x (i, s) WHERE id = x.i",
        [payload.map((row) => row.id), ids],
    );
    counted(payload.length);
}

async function main() {
    const tuning = {
        concurrentJobs: jobs,
        maxPoolSize: Math.min(jobs + 1, 24),
        localQueue: { size: MODE === "tuned" ? 500 : 8 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
    };
    const runner = await run({
        connectionString: DATABASE_URL,
        taskList: { save: MODE === "batch" ? many : one },
        noHandleSignals: true,
        logger: new Logger(() => () => {}),
        ...(MODE === "plain" ? {} : { preset: { worker: tuning } }),
    });
    await finished;
    await runner.stop();
    const seconds = (performance.now() - began) / 1000;
    console.log(JSON.stringify({ records: done, seconds, peak_kib: process.resourceUsage().maxRSS }));
    process.exit(0);
}

main();
