/** Finds elements by what a person (or a screen reader) knows them by. The functions run inside the page, so they import nothing. */
export interface Query {
	by: 'role' | 'label' | 'text' | 'css';
	/** The role or selector. */
	kind: string;
	/** `flags` is null when `text` is no regular expression. */
	name: { text: string; flags: string | null } | null;
	exact: boolean;
	level: number | null;
	which: 'first' | 'last';
}

/** Each query looks inside what the one before it found. Only what is visible counts. */
export function findInPage(path: Query[]): Element | null {
	const native: Record<string, string> = {
		button: 'button,input[type=submit]',
		dialog: 'dialog',
		heading: 'h1,h2,h3,h4,h5,h6',
		link: 'a[href]',
		radio: 'input[type=radio]',
	};
	const plain = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim();
	const labelOf = (element: Element): string => {
		const ids = element.getAttribute('aria-labelledby');
		if (ids)
			return plain(
				ids
					.split(/\s+/)
					.map((id) => document.getElementById(id)?.textContent)
					.join(' '),
			);
		const aria = element.getAttribute('aria-label');
		if (aria) return plain(aria);
		const labels = (element as HTMLInputElement).labels ?? [];
		return plain([...labels].map((label) => label.textContent).join(' '));
	};
	const matches = (text: string, { name, exact }: Query): boolean => {
		if (!name) return true;
		if (name.flags !== null) return new RegExp(name.text, name.flags).test(text);
		return exact ? text === name.text : text.toLowerCase().includes(name.text.toLowerCase());
	};
	const find = (scope: ParentNode, query: Query): Element[] => {
		if (query.by === 'css') return [...scope.querySelectorAll(query.kind)];
		if (query.by === 'label')
			return [...scope.querySelectorAll('input,textarea,select')].filter((field) =>
				matches(labelOf(field), query),
			);
		if (query.by === 'text') {
			const inside = [...scope.querySelectorAll('*')].filter((one) => matches(plain(one.textContent), query));
			return inside.filter((one) => ![...one.children].some((child) => inside.includes(child)));
		}
		const kind = query.level ? `h${query.level}` : (native[query.kind] ?? '');
		const explicit = `[role=${query.kind}]`;
		return [...scope.querySelectorAll(kind ? `${kind},${explicit}` : explicit)].filter((one) => {
			const role = one.getAttribute('role');
			return (role === null || role === query.kind) && matches(labelOf(one) || plain(one.textContent), query);
		});
	};
	let scope: ParentNode = document;
	for (const query of path) {
		const seen = find(scope, query).filter((one) => one.checkVisibility({ visibilityProperty: true }));
		const found = query.which === 'first' ? seen[0] : seen[seen.length - 1];
		if (!found) return null;
		scope = found;
	}
	return scope as Element;
}

/** Brings it into view and answers whether a finger in its middle would meet it: enabled, and nothing on top. */
export function isReachable(element: Element): boolean {
	if (element.matches(':disabled')) return false;
	element.scrollIntoView({ block: 'center', behavior: 'instant' });
	const box = element.getBoundingClientRect();
	const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
	return hit !== null && (element.contains(hit) || hit.closest('label')?.control === element);
}

/** Replaces what stands in a field as typing or pasting would, with the events that belong to it. */
export function fillInPage(field: Element, text: string): void {
	const input = field as HTMLInputElement;
	input.focus();
	input.select();
	document.execCommand('insertText', false, text);
}

export function boxInPage(element: Element): { x: number; y: number; width: number; height: number } {
	const { x, y, width, height } = element.getBoundingClientRect();
	return { x, y, width, height };
}
