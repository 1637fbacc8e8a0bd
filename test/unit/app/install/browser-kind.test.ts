import { expect, test } from 'vitest';
import { browserKindOf, clearsUnused } from '#lib/app/install/browser-kind.ts';

const looks = (userAgent: string, maxTouchPoints = 5) => ({ userAgent, maxTouchPoints });
const iphone = looks(
	'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
);
const mac =
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15';
const macChrome = looks(
	'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36',
	0,
);
const android = looks(
	'Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/123.0 Mobile Safari/537.36',
);
const harmony = looks('Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 ArkWeb/4.1 Mobile');
const wechat = (base: { userAgent: string }) => looks(`${base.userAgent} MicroMessenger/8.0.50`);

test('a browser is known by its name, an iPad by its touch screen, WeChat before the phone that it runs on', () => {
	expect(
		[iphone, looks(mac), looks(mac, 0), android, harmony, wechat(android), wechat(iphone)].map(browserKindOf),
	).toEqual(['ios', 'ios', 'desktop', 'android', 'android', 'wechat', 'wechat']);
});

test('WebKit clears what is not visited, unless it stands on the home screen', () => {
	expect([iphone, looks(mac), looks(mac, 0), wechat(iphone)].map((b) => clearsUnused(b, false))).toEqual([
		true,
		true,
		true,
		true,
	]);
	expect([android, harmony, macChrome, wechat(android)].map((b) => clearsUnused(b, false))).toEqual([
		false,
		false,
		false,
		false,
	]);
	expect(clearsUnused(iphone, true)).toBe(false);
});
