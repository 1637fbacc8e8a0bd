import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPushHttp } from '#server/adapters/push-http.ts';
import { keepPushKeys } from '#server/adapters/push-keys-file.ts';
import { startPushReceiver, type PushReceiver } from '../../support/push-receiver/start.ts';
import { recordingLogger } from '../../support/server-under-test.ts';

const notice = { id: '01840000-0000-7000-8000-000000000001', kind: 'returned' };
const subject = 'mailto:office@campuscover.example';

describe('the driver of web push against a browser and its service in another process', () => {
	const folder = mkdtempSync(join(tmpdir(), 'campuscover-push-'));
	const { lines, logger } = recordingLogger();
	let receiver: PushReceiver;
	let keys: Awaited<ReturnType<typeof keepPushKeys>>;
	beforeAll(async () => {
		receiver = await startPushReceiver();
		keys = await keepPushKeys(join(folder, 'keys.json'));
	});
	afterAll(() => {
		receiver.stop();
		rmSync(folder, { recursive: true });
	});
	const driver = (testOrigin: string | null = receiver.origin) =>
		createPushHttp({ ...keys, subject, testOrigin }, logger);

	it('sends the kind and nothing else, to be read by that browser alone, signed by this server', async () => {
		const { id, ...target } = await receiver.subscribe();
		expect(await driver().send(target, notice)).toBe('sent');
		const [push, ...others] = await receiver.received(id);
		expect(others).toEqual([]);
		expect(push).toMatchObject({ payload: '{"kind":"returned"}', encoding: 'aes128gcm' });
		expect(push).toMatchObject({ topic: notice.id.replaceAll('-', ''), ttl: '86400' });
		expect(push!.sender).toMatchObject({
			key: keys.publicKey,
			claims: { aud: receiver.origin, sub: subject },
		});
	});

	it('would not be readable with another browser’s keys', async () => {
		const [one, other] = [await receiver.subscribe(), await receiver.subscribe()];
		const crossed = { ...other, endpoint: one.endpoint };
		expect(await driver().send(crossed, notice)).toBe('sent');
		expect(await receiver.received(one.id)).toMatchObject([{ payload: null }]);
	});

	it('tells a browser that is gone from a service that is silent, and follows nobody elsewhere', async () => {
		for (const way of ['gone', 'unknown'] as const) {
			expect(await driver().send(await receiver.subscribe(way), notice)).toBe('gone');
		}
		for (const way of ['silent', 'elsewhere'] as const) {
			const target = await receiver.subscribe(way);
			await expect(driver().send(target, notice)).rejects.toThrow('server.unavailable');
			expect((await receiver.received(target.id)).map(({ status }) => status)).toHaveLength(1);
		}
		expect(lines.join('')).not.toContain(receiver.origin);
	});

	it('takes addresses of the browsers’ push services alone', async () => {
		const { takes } = driver(null);
		for (const endpoint of [
			'https://fcm.googleapis.com/fcm/send/abc',
			'https://updates.push.services.mozilla.com/wpush/v2/abc',
			'https://wns2-par02p.notify.windows.com/w/?token=abc',
			'https://web.push.apple.com/abc',
		]) {
			expect(takes(endpoint), endpoint).toBe(true);
		}
		for (const endpoint of [
			'http://fcm.googleapis.com/fcm/send/abc',
			'https://fcm.googleapis.com:8443/abc',
			'https://user:secret@fcm.googleapis.com/abc',
			'https://fcm.googleapis.com.evil.example/abc',
			'https://evil-push.apple.com.example/',
			'https://notify.windows.com.evil.example/',
			'https://127.0.0.1/abc',
			'https://[::1]/abc',
			'https://10.0.0.1/abc',
			'https://169.254.169.254/latest/meta-data',
			'https://localhost/abc',
			'https://2130706433/',
			'file:///etc/passwd',
			'nothing',
			receiver.origin + '/push/1',
		]) {
			expect(takes(endpoint), endpoint).toBe(false);
		}
		// What was stored when the list was longer is not called either.
		const target = await receiver.subscribe();
		expect(await driver(null).send(target, notice)).toBe('gone');
		expect(await receiver.received(target.id)).toEqual([]);
	});

	it('keeps the demo’s keys for its next start, readable by nobody else', async () => {
		const path = join(folder, 'keys.json');
		expect(await keepPushKeys(path)).toEqual(keys);
		expect(statSync(path).mode & 0o077).toBe(0);
	});
});
