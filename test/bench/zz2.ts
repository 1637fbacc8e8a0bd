import { mkdtempSync } from 'node:fs';
import { startApp } from '../support/app-under-test.ts';
import { ShapingProxy, lines } from '../support/shaping-proxy.ts';
import { startTlsFront } from './tls-front.ts';
import { visit } from './visit.ts';
const app = await startApp({ LOG_LEVEL: 'silent' });
const front = await startTlsFront(Number(new URL(app.url).port));
const proxy = new ShapingProxy(front.port);
const url = `https://localhost:${await proxy.listen()}/`;
const place = { url, profile: mkdtempSync('/tmp/zz-'), front, proxy, cpuSlowdown: 1 };
const p = (n, v) => console.log(n, v.start.seconds.toFixed(2), v.field.seconds.toFixed(2), v.field.bytes);
p('first unthrottled', await visit(place, true));
for (const cpu of [1, 4]) {
	place.cpuSlowdown = cpu;
	p('second cpu' + cpu, await visit(place, false));
}
await app.stopServer();
for (const cpu of [1, 4, 4]) {
	place.cpuSlowdown = cpu;
	p('offline cpu' + cpu, await visit(place, false));
}
await app.startServer();
for (const l of ['slow 3G', 'slow 3G'])
	for (const cpu of [1, 4]) {
		proxy.setLine(lines[l]);
		place.cpuSlowdown = cpu;
		place.profile = mkdtempSync('/tmp/zz-');
		p('first ' + l + ' cpu' + cpu, await visit(place, false));
	}
await proxy.close();
await front.close();
await app.stop();
