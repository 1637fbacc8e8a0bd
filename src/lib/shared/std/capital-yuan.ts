import type { Fen } from './money.ts';

const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿'];

/** Four digits in words; within them zeros in a row are one 零, and none stands at the end. */
function fourInWords(four: number): string {
	let words = '';
	let owesZero = false;
	for (let place = 3; place >= 0; place--) {
		const digit = Math.floor(four / 10 ** place) % 10;
		if (digit === 0) {
			owesZero = words !== '';
			continue;
		}
		words += `${owesZero ? digits[0] : ''}${digits[digit]}${places[place]}`;
		owesZero = false;
	}
	return words;
}

/**
 * An amount in capitals (大写金额), as vouchers are filled in (《支付结算办法》附一《正确填写票据和结算凭证的基本规定》):
 * 35000 → 叁佰伍拾元整, 100500 → 壹仟零伍元整, 10005 → 壹佰元零伍分. `fen`: a whole number from 0 to below 10^14.
 */
export function capitalYuan(fen: Fen): string {
	const yuan = Math.floor(fen / 100);
	let words = '';
	for (let group = groups.length - 1; group >= 0; group--) {
		const four = Math.floor(yuan / 10_000 ** group) % 10_000;
		if (four === 0) continue;
		// A gap between what stands and what comes: 100 0005 is 壹佰万零伍.
		const hasGap = words !== '' && four < 1000;
		const skipped = words !== '' && Math.floor(yuan / 10_000 ** (group + 1)) % 10_000 === 0;
		words += `${hasGap || skipped ? digits[0] : ''}${fourInWords(four)}${groups[group]}`;
	}
	const [jiao, cents] = [Math.floor(fen / 10) % 10, fen % 10];
	if (jiao === 0 && cents === 0) return `${words || digits[0]}元整`;
	const whole = words && `${words}元`;
	if (jiao === 0) return `${whole && `${whole}${digits[0]}`}${digits[cents]}分`;
	return `${whole}${digits[jiao]}角${cents === 0 ? '整' : `${digits[cents]}分`}`;
}
