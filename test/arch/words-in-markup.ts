import { parse, type AST } from 'svelte/compiler';

export interface WordsFound {
	line: number;
	text: string;
}

/** Attributes and props that people read or hear. */
const spoken =
	/^(aria-(label|description|roledescription|valuetext)|alt|title|placeholder|subtitle|label|legend|note|noteBelow|hint|text|caption|question|value|valueNote|unit|confirmLabel|cancelLabel|error)$/;
const words = /\p{L}{2,}/u;

interface Node {
	type: string;
	start: number;
	[key: string]: unknown;
}

/**
 * Words written into a component's markup, in whatever language: text between tags, attributes for people, and literals
 * in expressions that are shown. What a call or a comparison takes (`cite('Y1')`, `kind === 'drawn'`) is no text.
 */
export function wordsInMarkup(content: string): WordsFound[] {
	const found: WordsFound[] = [];
	const note = (start: number, text: string) => {
		if (words.test(text)) found.push({ line: content.slice(0, start).split('\n').length, text: text.trim() });
	};
	const { fragment } = parse(content, { modern: true });
	walk(fragment as unknown as Node, note);
	return found;
}

type Note = (start: number, text: string) => void;

function walk(node: Node, note: Note): void {
	if (node.type === 'Text') return note(node.start, node['data'] as string);
	if (node.type === 'ExpressionTag') return shown(node['expression'] as Node, note);
	if (node.type === 'Attribute') {
		const { name, value } = node as unknown as AST.Attribute;
		if (!spoken.test(name) || value === true) return;
		// A value that is sent, not read: of a radio button or an option of the platform's own.
		for (const part of [value].flat()) walk(part as unknown as Node, note);
		return;
	}
	if (node.type === 'SnippetBlock' || node.type === 'Fragment' || 'fragment' in node || isBlock(node)) {
		for (const child of childrenOf(node)) walk(child, note);
	}
}

const isBlock = ({ type }: Node) => /Block$/.test(type);

/** Markup below a node: never the expressions of its tests, keys and arguments. */
function childrenOf(node: Node): Node[] {
	const parts = ['nodes', 'attributes', 'fragment', 'body', 'fallback', 'consequent', 'alternate'];
	const more = ['pending', 'then', 'catch'];
	return [...parts, ...more].flatMap((key) => {
		const part = node[key];
		if (Array.isArray(part)) return part as Node[];
		return part && typeof part === 'object' ? [part as Node] : [];
	});
}

/** The literals that an expression can come to. */
function shown(expression: Node, note: Note): void {
	const below = (...keys: string[]) => {
		for (const key of keys) if (expression[key]) shown(expression[key] as Node, note);
	};
	switch (expression.type) {
		case 'Literal':
			return note(expression.start, String(expression['value']));
		case 'TemplateLiteral':
			for (const part of expression['quasis'] as Node[]) {
				note(part.start, (part['value'] as { raw: string }).raw);
			}
			for (const part of expression['expressions'] as Node[]) shown(part, note);
			return;
		case 'ConditionalExpression':
			return below('consequent', 'alternate');
		case 'LogicalExpression':
			return below('left', 'right');
		case 'BinaryExpression':
			return expression['operator'] === '+' ? below('left', 'right') : undefined;
	}
}
