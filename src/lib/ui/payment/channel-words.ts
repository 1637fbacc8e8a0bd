import { m } from '#lib/i18n/paraglide/messages.js';

const wordsByKind = {
	wechat: m.payment_channel_wechat,
	alipay: m.payment_channel_alipay,
	app: m.payment_channel_app,
	counter: m.payment_channel_counter,
	terminal: m.payment_channel_terminal,
} as const;

export function channelKindWords(kind: keyof typeof wordsByKind): string {
	return wordsByKind[kind]();
}
