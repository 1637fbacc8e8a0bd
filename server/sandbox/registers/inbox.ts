/** Messages that a real service would have sent to phones. */
export interface Message {
	phone: string;
	text: string;
	/** Real time, ms. */
	atMs: number;
}

const maxMessages = 500;

export interface Sending {
	phone: string;
	template: string;
	/** For the templates of codes. */
	code?: string;
	/** What was taken under one id is not sent again. */
	id?: string;
}

const openIt = '请打开校园医保查看。';
const words: Record<string, (code: string) => string> = {
	'sign-in': (code) => `【校园医保】登录验证码 ${code}，10 分钟内有效。`,
	'set-password': (code) => `【校园医保】设置密码的验证码 ${code}，10 分钟内有效。`,
	'notice-returned': () => `【校园医保】您的参保登记被退回，需要补正。${openIt}`,
	'notice-rejected': () => `【校园医保】您的参保登记没有通过，理由写在登记里。${openIt}`,
	'notice-approved-pay': () => `【校园医保】您的参保登记已通过，请缴费。${openIt}`,
	'notice-approved-wait': () => `【校园医保】您的参保登记已通过，请先不要缴费，等待通知。${openIt}`,
	'notice-approved': () => `【校园医保】您的参保登记已通过。${openIt}`,
	'notice-hold-lifted': () => `【校园医保】您的参保登记现在可以缴费了。${openIt}`,
	'notice-paid': () => `【校园医保】您已参保成功。${openIt}`,
	'notice-payment-problem': () => `【校园医保】您的参保缴费需要处理。${openIt}`,
	'notice-reopened': () => `【校园医保】您的参保登记被重新打开，请先不要缴费。${openIt}`,
	'notice-claim-returned': () => `【校园医保】您的报销申请被退回，需要补件。${openIt}`,
	'notice-claim-rejected': () => `【校园医保】您的报销申请没有通过，理由写在申请里。${openIt}`,
	'notice-claim-approved': () => `【校园医保】您的报销申请已通过。${openIt}`,
	'notice-claim-reopened': () => `【校园医保】您的报销申请重新审核。${openIt}`,
	'notice-prepared': () => `【校园医保】学校替您准备了参保登记，请核对后由本人提交。${openIt}`,
	'notice-corrected': () => `【校园医保】您的参保登记信息有更正，请核对。${openIt}`,
};

export class Inbox {
	private messages: Message[] = [];
	private readonly taken = new Set<string>();

	/** False when there is no such template. */
	send({ phone, template, code = '', id }: Sending): boolean {
		const text = words[template]?.(code);
		if (!text) return false;
		if (id !== undefined && this.taken.has(id)) return true;
		if (id !== undefined) this.taken.add(id);
		this.messages = [{ phone, text, atMs: Date.now() }, ...this.messages].slice(0, maxMessages);
		return true;
	}

	/** Newest first; of one phone, or of all. */
	list(phone: string | null): Message[] {
		return this.messages.filter((message) => phone === null || message.phone === phone);
	}
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function time(atMs: number): string {
	return new Intl.DateTimeFormat('zh-CN', { timeStyle: 'medium', timeZone: 'Asia/Shanghai' }).format(atMs);
}

/** The inbox as a page that renews itself: the newest messages of every phone. */
export function inboxPage(messages: Message[]): string {
	const rows = messages
		.slice(0, 50)
		.map(
			({ phone, text, atMs }) =>
				`<li><b>${escape(phone)}</b><time>${time(atMs)}</time><p>${escape(text).replace(
					/\d{6}/,
					'<strong>$&</strong>',
				)}</p></li>`,
		)
		.join('');
	return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3">
<title>演示短信</title>
<style>
:root { color-scheme: light dark }
body { margin: 0 auto; padding: 16px; max-width: 480px; font: 16px/1.5 system-ui, sans-serif }
h1 { font-size: 20px; margin: 0 }
ul { list-style: none; padding: 0 }
li { border: 1px solid #8884; border-radius: 8px; padding: 12px; margin: 12px 0 }
time { float: right; opacity: .7 }
p { margin: 8px 0 0 }
strong { font-size: 24px; letter-spacing: 2px; margin: 0 4px }
</style>
</head>
<body>
<main>
<h1>演示短信</h1>
<p>这里代替手机短信：演示环境发出的验证码和进展通知都显示在本页，每 3 秒自动更新。</p>
<ul>${rows || '<li>还没有短信。请在校园医保的登录页输入手机号并获取验证码。</li>'}</ul>
</main>
</body>
</html>`;
}
