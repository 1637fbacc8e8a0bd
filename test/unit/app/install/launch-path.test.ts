import { expect, test } from 'vitest';
import { launchPath } from '#lib/app/install/launch-path.ts';

const origin = 'https://cover.example';

test('a shortcut leads to its page in an app that is open', () => {
	expect(launchPath(`${origin}/pay`, origin, null)).toBe('/pay');
	expect(launchPath(`${origin}/#field-school`, origin, `${origin}/drafts`)).toBe('/#field-school');
});

test('the icon brings the page to the front as it was left', () => {
	expect(launchPath(`${origin}/`, origin, null)).toBe(null);
});

test('the launch that opened the page, and another site’s address, lead nowhere', () => {
	expect(launchPath(`${origin}/pay`, origin, `${origin}/pay`)).toBe(null);
	expect(launchPath('https://other.example/pay', origin, null)).toBe(null);
});
