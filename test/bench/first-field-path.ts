/**
 * The way from the address to the first field, walked inside the page so that no tool's own time is measured:
 * start page → school → 开始参保登记 → 继续：个人信息 → consent → 同意并继续 → 姓名 takes a letter.
 * It runs in the browser and may use nothing from outside itself. What it waits for stands in `waitsFor`, for whoever
 * has to say why it did not arrive.
 */
export function walkToFirstField(): void {
	const page = globalThis as unknown as {
		reached(mark: string, ms: number): Promise<void>;
		waitsFor: string;
	};
	const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
	const find = async <T extends HTMLElement>(selector: string, text = ''): Promise<T> => {
		page.waitsFor = `${selector} ${text}`.trim();
		for (;;) {
			const found = [...document.querySelectorAll<T>(selector)].find(
				(element) => element.textContent.includes(text) && element.getClientRects().length > 0,
			);
			if (found) return found;
			await frame();
		}
	};
	const click = async (selector: string, text = '') => (await find(selector, text)).click();
	const reached = (mark: string) => page.reached(mark, performance.now());

	const walk = async () => {
		const school = await find('#field-school');
		await frame();
		await reached('start');
		school.click();
		await click('dialog[open] button', '昆明医科大学');
		await click('button', '开始参保登记');
		await click('a', '继续：个人信息');
		await click('#field-consent');
		await click('button', '同意并继续');
		const name = await find<HTMLInputElement>('input#field-name');
		page.waitsFor = 'a letter in the first field';
		name.focus();
		document.execCommand('insertText', false, '李');
		while (name.value !== '李') await frame();
		page.waitsFor = 'nothing more';
		await reached('field');
	};
	addEventListener('DOMContentLoaded', () => void walk());
}
