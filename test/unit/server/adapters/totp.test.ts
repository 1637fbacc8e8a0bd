import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { createTotp } from '#server/adapters/totp.ts';
import { utf8 } from '#shared/std/bytes.ts';
import { refusalOf } from '../../../support/flow-world.ts';
import { recordingLogger } from '../../../support/server-under-test.ts';

const accountId = '01890000-0000-7000-8000-000000000001';
const otherId = '01890000-0000-7000-8000-000000000002';
const master = Buffer.alloc(32, 7).toString('base64url');

/** RFC 6238, appendix B, SHA-1: time in seconds, and the last six of its eight digits. */
const vectors = [
	[59, '287082'],
	[1_111_111_109, '081804'],
	[1_111_111_111, '050471'],
	[1_234_567_890, '005924'],
	[2_000_000_000, '279037'],
	[20_000_000_000, '353130'],
] as const;

/** The secret of the vectors, wrapped as the adapter wraps: the README of the wrap, written once more. */
async function wrapped(secret: Uint8Array<ArrayBuffer>, of = accountId, key = master): Promise<string> {
	const bytes = new Uint8Array(Buffer.from(key, 'base64url'));
	const raw = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey']);
	const info = utf8('campuscover second factor');
	const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info };
	const aes = await crypto.subtle.deriveKey(how, raw, { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
	const iv = new Uint8Array(12);
	const additionalData = utf8(JSON.stringify(['campuscover second factor', of]));
	const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, aes, secret);
	return `a256gcm-1.${Buffer.from(iv).toString('base64url')}.${Buffer.from(sealed).toString('base64url')}`;
}

describe('codes that change with time', () => {
	const { lines, logger } = recordingLogger();
	const totp = createTotp(master, logger);

	it.each(vectors)('are those of RFC 6238 at %i s', async (seconds, code) => {
		const secret = await wrapped(utf8('12345678901234567890'));
		const at = (nowMs: number, typed: string) =>
			totp.stepOf({ accountId, wrapped: secret, code: typed, nowMs });
		const step = Math.floor(seconds / 30);
		expect(await at(seconds * 1000, code)).toBe(step);
		// One step early, one late: it is the same step. Two: it is nothing.
		expect(await at((seconds - 30) * 1000, code)).toBe(step);
		expect(await at((seconds + 30) * 1000, code)).toBe(step);
		expect(await at((step * 30 - 31) * 1000, code)).toBeNull();
		expect(await at((step * 30 + 60) * 1000, code)).toBeNull();
		const last = (Number(code.at(-1)) + 1) % 10;
		expect(await at(seconds * 1000, code.slice(0, 5) + last)).toBeNull();
	});

	it('come from the key to type as from the picture to scan, and say nothing of whose it is', async () => {
		const { key, uri, wrapped: kept } = await totp.make({ accountId, label: '138****5678' });
		expect(Secret.fromBase32(key).bytes).toHaveLength(20);
		expect(uri).toMatch(/^otpauth:\/\/totp\/CampusCover:138\*\*\*\*5678\?issuer=CampusCover&secret=/);
		expect(uri).toContain(`secret=${key}&algorithm=SHA1&digits=6&period=30`);
		expect(kept).not.toContain(key);
		const code = new TOTP({ secret: key }).generate({ timestamp: 90_000 });
		expect(await totp.stepOf({ accountId, wrapped: kept, code, nowMs: 90_000 })).toBe(3);
		expect((await totp.make({ accountId, label: '1' })).key).not.toBe(key);
	});

	it('open by the one master key, for the one account, and only whole', async () => {
		const { key, wrapped: kept } = await totp.make({ accountId, label: '1' });
		const code = new TOTP({ secret: key }).generate({ timestamp: 0 });
		const tried = { accountId, wrapped: kept, code, nowMs: 0 };
		const codeOf = async (call: Promise<unknown>) => (await refusalOf(call)).code;
		const closed = 'auth.second-factor-closed';
		expect(await totp.stepOf(tried)).toBe(0);
		expect(await createTotp(master, logger).stepOf(tried), 'in another process').toBe(0);
		const otherKey = createTotp(Buffer.alloc(32, 8).toString('base64url'), logger);
		expect(await codeOf(otherKey.stepOf(tried))).toBe(closed);
		expect(await codeOf(totp.stepOf({ ...tried, accountId: otherId }))).toBe(closed);
		const [name, iv, text] = kept.split('.') as [string, string, string];
		const other = text.startsWith('A') ? `B${text.slice(1)}` : `A${text.slice(1)}`;
		for (const wrong of [`${name}.${iv}.${other}`, `${name}.${iv}`, `x.${iv}.${text}`, '']) {
			expect(await codeOf(totp.stepOf({ ...tried, wrapped: wrong })), wrong).toBe(closed);
		}
		expect(lines.join('\n')).toMatch(/does not open with the configured master key/);
		expect(lines.join('\n')).not.toContain(accountId);
		expect(lines.join('\n')).not.toContain(code);
	});
});
