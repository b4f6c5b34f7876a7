<?php
// The script that agencies run from cron today: read the rows that wait, post one after the other with one handle, mark
// each done with the id that came back. Prints {"records":n,"seconds":s,"peak_kib":k}.
$db = pg_connect(getenv('DSN'));
$rows = pg_query_params($db, 'SELECT id, body FROM public.job WHERE siasn_id IS NULL ORDER BY id LIMIT $1', [getenv('COUNT')]);
$curl = curl_init(getenv('URL_SAVE'));
curl_setopt_array($curl, [
    CURLOPT_POST => true,
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_CAINFO => getenv('CA'),
    CURLOPT_HTTPHEADER => ['Content-Type: application/json', 'Accept: application/json', 'Authorization: Bearer bench-token',
                           'auth: bearer demo-static-token-3Xw'],
]);
$began = microtime(true);
$done = 0;
while ($row = pg_fetch_assoc($rows)) {
    curl_setopt($curl, CURLOPT_POSTFIELDS, $row['body']);
    $answer = json_decode((string) curl_exec($curl), true);
    if (!($answer['success'] ?? false)) {
        fwrite(STDERR, 'status ' . curl_getinfo($curl, CURLINFO_RESPONSE_CODE) . ' ' . curl_error($curl) . "\n");
        continue;
    }
    pg_query_params($db, 'UPDATE public.job SET siasn_id = $2 WHERE id = $1', [$row['id'], $answer['mapData']['rwKursusId']]);
    $done++;
}
$seconds = microtime(true) - $began;
echo json_encode(['records' => $done, 'seconds' => $seconds, 'peak_kib' => getrusage()['ru_maxrss']]), "\n";
