import { expect, it } from 'vitest';
import { consentTo } from '#lib/app/enrollment/give-consent.ts';
import { Consent } from '#shared/domain/enrollment/consent.ts';
import { sha256Hex } from '#shared/std/hash.ts';

it('a consent names the version and language of its words and their hash', async () => {
	const consent = await consentTo(['标题', '正文'], 'zh-CN');
	expect(Consent.safeParse(consent).success).toBe(true);
	expect(consent.textVersion).toMatch(/\.zh-CN$/);
	expect(consent.textHash).toBe(await sha256Hex('标题\n正文'));
	expect((await consentTo(['标题', '别的正文'], 'zh-CN')).textHash).not.toBe(consent.textHash);
});
