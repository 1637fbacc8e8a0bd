/** The cashier's pages: the order of screens that the training slides show, marked as a demonstration. */
import { renderSVG } from 'uqr';
import { formatYuan } from '#shared/std/money.ts';
import type { Entry } from './orders-file.ts';

const escapes: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => escapes[sign]!);

const style = `
	:root { color-scheme: light; }
	* { box-sizing: border-box; }
	body { margin: 0; background: #f2f4f7; color: #1d2129; font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
	.demo { background: #7a4b00; color: #fff; padding: 8px 16px; text-align: center; font-size: 14px; }
	header { background: #1f5fb8; color: #fff; padding: 14px 16px; font-size: 18px; font-weight: 600; }
	main { max-width: 480px; margin: 0 auto; padding: 12px; }
	section { background: #fff; border-radius: 8px; padding: 16px; margin-bottom: 12px; }
	h1 { font-size: 18px; margin: 0 0 12px; }
	dl { display: grid; grid-template-columns: 7em 1fr; gap: 10px 12px; margin: 0; }
	dt { color: #5a6270; } dd { margin: 0; overflow-wrap: anywhere; }
	.amount { font-size: 28px; font-weight: 700; color: #b3261e; }
	label { display: block; margin: 12px 0 4px; }
	input[type=text] { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; border: 1px solid #8a929e; border-radius: 6px; }
	button, a.button { display: block; width: 100%; min-height: 48px; margin-top: 12px; padding: 11px; border: 0; border-radius: 8px;
		background: #1f5fb8; color: #fff; font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; }
	.plain { background: #e4ecf7; color: #123f80; }
	.badge { background: #1a7f37; color: #fff; border-radius: 4px; padding: 1px 6px; font-size: 13px; font-weight: 400; }
	.badge.amber { background: #8a5200; } .badge.red { background: #b3261e; } .badge.grey { background: #5a6270; }
	.note { margin: 0 0 12px; padding: 10px 12px; border-radius: 6px; background: #e4ecf7; color: #123f80; }
	.note.amber { background: #fff4e0; color: #7a4b00; } .note.red { background: #fdeceb; color: #8c1d18; }
	.qr svg { width: 220px; height: 220px; display: block; margin: 0 auto; }
	.ok { color: #1a7f37; } p.small { color: #5a6270; font-size: 14px; }
`;

function page(title: string, body: string): string {
	return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${escape(title)} · 电子税务局（演示）</title><style>${style}</style></head><body>
<div class="demo">演示环境：模拟的电子税务局，不会真的扣款</div>
<header>社保缴费 · 大学生医保</header><main>${body}</main></body></html>`;
}

function facts(rows: [string, string][]): string {
	return `<dl>${rows.map(([label, value]) => `<dt>${escape(label)}</dt><dd>${escape(value)}</dd>`).join('')}</dl>`;
}

function maskId(idNumber: string): string {
	return `${idNumber.slice(0, 6)}********${idNumber.slice(-4)}`;
}

export function searchPage(notFound: boolean): string {
	const words = notFound ? '<p role="alert">没有找到缴费信息，请核对姓名和证件号码。</p>' : '';
	return page(
		'查询缴费信息',
		`<section><h1>查询缴费信息</h1>${words}
<form method="post" action="/lookup" autocomplete="off">
<label for="name">姓名</label><input type="text" id="name" name="name" required maxlength="50">
<label for="id">证件号码</label><input type="text" id="id" name="idNumber" required maxlength="40">
<button>查询</button></form></section>`,
	);
}

export function listPage(entries: Entry[]): string {
	const items = entries.map((entry) => {
		const { order } = entry;
		const [words, tone] = stateBadge(entry);
		const isDone = entry.payments.length > 0 || entry.step === 'void';
		return `<section><h1>${escape(order.levyItem)} <span class="badge ${tone}">${words}</span></h1>
${facts([
	['缴款流水号', order.serial],
	['缴款金额', `${formatYuan(order.amountFen)}元`],
])}
<a class="button" href="/pay/${order.orderId}">${isDone ? '查看' : '去缴款'}</a></section>`;
	});
	return page('费款缴纳', items.join(''));
}

function stateBadge({ step, payments }: Entry): [words: string, tone: string] {
	if (step === 'void') return ['申报作废', 'grey'];
	if (payments.length > 0) return ['已缴费', ''];
	return {
		due: ['未申报', 'grey'],
		declared: ['未缴款', 'amber'],
		paying: ['处理中', 'amber'],
		failed: ['扣款失败', 'red'],
		cancelled: ['已取消', 'grey'],
	}[step] as [string, string];
}

/** Where an order stands: paid, void, in the middle, or still to be declared. */
export function orderPage(entry: Entry): string {
	const { payments, step } = entry;
	if (step === 'void') return voidPage(entry);
	if (payments.length > 0) return paidPage(entry);
	if (step === 'declared' || step === 'paying' || step === 'failed') return unfinishedPage(entry, step);
	return identityPage(entry);
}

export function identityPage(entry: Entry): string {
	const { order, payments, step } = entry;
	if (payments.length > 0 || step === 'void') return orderPage(entry);
	const cancelled =
		step === 'cancelled' ? '<p class="note" role="status">已取消缴款。需要缴费时请重新申报。</p>' : '';
	return page(
		'选择参保信息',
		`<section><h1>选择参保信息</h1>${cancelled}${facts([
			...order.identity.map(({ label, value }): [string, string] => [label, value]),
			['缴费人类型', '城乡居民'],
			['缴费险种', order.levyItem],
		])}
<p class="small">请确保经办机构和税务机关无误后点击下一步。</p>
<a class="button" href="/pay/${order.orderId}/confirm">${step === 'cancelled' ? '重新申报' : '下一步'}</a></section>`,
	);
}

/** Another insurance identity than one's own: what Y16 tells to compare before paying. It cannot be paid. */
export function strangerPage({ order }: Entry): string {
	return page(
		'选择参保信息',
		`<section><h1>选择参保信息</h1>${facts([
			...order.identity.map(({ label }): [string, string] => [label, '（演示）另一个参保地的机构']),
			['缴费人名称', '（演示）别人的姓名'],
			['缴费险种', order.levyItem],
		])}
<p class="small">这是别人的缴费信息：经办机构、税务机关或姓名对不上时，不要缴费。</p>
<a class="button plain" href="/">返回查询</a></section>`,
	);
}

const unfinishedWords = {
	declared: ['尚未缴款', '这笔费款已申报，还没有付款。', 'amber'],
	paying: ['正在处理', '付款已开始，还没有结果。关掉页面也不会重复扣款。', 'amber'],
	failed: ['扣款失败', '没有扣款成功。可以去缴款再付一次，或取消缴款后重新申报。', 'red'],
} as const;

/** 费款缴纳 of one order: the two ways of Y18. */
function unfinishedPage({ order }: Entry, step: keyof typeof unfinishedWords): string {
	const [title, words, tone] = unfinishedWords[step];
	return page(
		title,
		`<section><h1>费款缴纳 <span class="badge ${tone}">${title}</span></h1><p class="note ${tone}" role="status">${words}</p>${facts(
			[
				['缴款流水号', order.serial],
				['缴款金额', `${formatYuan(order.amountFen)}元`],
			],
		)}
<a class="button" href="/pay/${order.orderId}/methods">去缴款</a>
<form method="post" action="/pay/${order.orderId}/cancel"><button class="plain">取消缴款</button></form></section>`,
	);
}

export function confirmPage(entry: Entry): string {
	const { order, payments, step } = entry;
	if (payments.length > 0 || step === 'void') return orderPage(entry);
	return page(
		'支付信息确认',
		`<section><h1>支付信息确认</h1>${facts([
			['缴款流水号', order.serial],
			['缴费人名称', order.payer.name],
			['证件号码', maskId(order.payer.idNumber)],
			['所属期', `${order.period.from} 至 ${order.period.to}`],
			...order.identity.slice(-1).map(({ label, value }): [string, string] => [label, value]),
		])}
<p class="amount">${formatYuan(order.amountFen)}元</p>
<a class="button" href="/pay/${order.orderId}/methods">确认缴款</a></section>`,
	);
}

/** What this cashier offers where the scheme’s document names no ways to pay. */
const ownMethods: Entry['order']['methods'] = [
	{ key: 'wechat', name: '微信支付', recommended: false },
	{ key: 'bank', name: '银行柜台', recommended: false },
];

export function methodsOf(order: Entry['order']): Entry['order']['methods'] {
	return order.methods.length > 0 ? order.methods : ownMethods;
}

export function methodsPage(entry: Entry): string {
	const { order, payments, step } = entry;
	if (payments.length > 0 || step === 'void') return orderPage(entry);
	const ways = methodsOf(order).map(({ key, name, recommended }) => {
		const label = `${escape(name)}${recommended ? ' <span class="badge">推荐</span>' : ''}`;
		return key === 'wechat-qr'
			? `<a class="button plain" href="/pay/${order.orderId}/qr">${label}</a>`
			: `<form method="post" action="/pay/${order.orderId}/pay"><button class="plain" name="method" value="${key}">${label}</button></form>`;
	});
	return page('选择支付方式', `<section><h1>选择支付方式</h1>${ways.join('')}</section>`);
}

export function qrPage({ order }: Entry, address: string, attempt: string): string {
	return page(
		'微信二维码支付',
		`<section><h1>微信二维码支付</h1><div class="qr" role="img" aria-label="付款二维码">${renderSVG(address)}</div>
<p class="small">长按二维码图片，选择“识别图中二维码”。演示中点下面的按钮完成付款；也可以就这样关掉页面。</p>
<form method="post" action="/pay/${order.orderId}/pay"><input type="hidden" name="attempt" value="${attempt}">
<button name="method" value="wechat-qr">我已扫码付款</button></form>
<form method="post" action="/pay/${order.orderId}/fail"><button class="plain">扣款没有成功（演示）</button></form></section>`,
	);
}

function paidPage({ order, payments }: Entry): string {
	const receipts = payments.map(
		(payment) =>
			`<section>${facts([
				['缴款流水号', order.serial],
				['电子税票号码', payment.taxReceiptNumber],
				['缴款金额', `${formatYuan(payment.amountFen)}元`],
				['所属期', `${order.period.from} 至 ${order.period.to}`],
			])}</section>`,
	);
	return page(
		'缴款成功',
		`<section><h1 class="ok">缴款成功</h1>
<p class="small">可以回到“校园医保”查看${escape(order.receiptTitle)}。</p></section>${receipts.join('')}`,
	);
}

function voidPage({ order }: Entry): string {
	return page(
		'申报作废',
		`<section><h1>这笔缴款已申报作废</h1><p class="note">不能再按它缴费。请回到“校园医保”看新的缴费单。</p>${facts(
			[['缴款流水号', order.serial]],
		)}<a class="button plain" href="/">返回查询</a></section>`,
	);
}

export function unknownPage(): string {
	return page(
		'没有找到',
		'<section><h1>没有找到这笔缴款</h1><a class="button" href="/">重新查询</a></section>',
	);
}
