import ts from 'typescript';
import type { Scheme } from '#shared/policy/scheme.ts';

export interface NumberFound {
	line: number;
	/** As written, without separators: `35000`, `50n`, `2022-10-01`. */
	text: string;
	why: 'a day' | 'a statutory figure' | 'a figure with a statutory unit' | 'a figure among the rules';
}

/** Seconds and minutes, per cent, thousandths: caught only where a name says that they are the law's. */
const commonFigures = ['60', '100', '1000'];

/** Every amount (in fen and in yuan), rate, count of days and age of the schemes: what may stand nowhere else. */
export function statutoryFigures(schemes: readonly Scheme[]): Set<string> {
	const figures = new Set<string>();
	const walk = (value: unknown, key: string): void => {
		if (typeof value === 'number' && value > 2) {
			if (/Fen$/.test(key)) figures.add(String(value / 100));
			if (/(Fen|fen|percent|Percent|count|Age)$/.test(key)) figures.add(String(value));
		}
		if (typeof value === 'object' && value !== null) {
			for (const [name, member] of Object.entries(value)) walk(member, name);
		}
	};
	for (const { contribution, conditions, amounts, claims } of schemes) {
		walk({ contribution, conditions, amounts, claims }, '');
	}
	for (const common of commonFigures) figures.delete(common);
	return figures;
}

/** Names of what is measured in something that no law sets: milliseconds, pixels, bytes, rows. Units stand last. */
const otherUnit = /(Ms|Px|Bytes|Size|Length|Width|Height|Limit|Rows|Attempts|Times|Minute|Hour|Day|Second)$/;
const statutoryUnit = /(Fen|Yuan|Percent|Days|Months|Age)$/;

/**
 * Statutory figures in a file's code. `strict` is for the rules: there every figure but 0, 1 and 2 is one, for a rule
 * counts nothing by itself.
 */
export function statutoryNumbers(
	content: string,
	{ isSvelte, strict, figures }: { isSvelte: boolean; strict: boolean; figures: ReadonlySet<string> },
): NumberFound[] {
	const code = isSvelte ? codeOfSvelte(content) : content;
	const file = ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true);
	const found: NumberFound[] = [];
	const visit = (node: ts.Node): void => {
		const why = reasonOf(node, { strict, figures });
		if (why) {
			const { line } = file.getLineAndCharacterOfPosition(node.getStart());
			found.push({ line: line + 1, text: textOf(node), why });
		}
		ts.forEachChild(node, visit);
	};
	visit(file);
	return found;
}

/** Scripts and expressions at their lines; style, words and attributes as blanks. */
function codeOfSvelte(content: string): string {
	const blank = (text: string) => text.replace(/[^\n]/g, ' ');
	const withoutStyle = content.replace(/<style[\s\S]*?<\/style>/g, blank);
	return withoutStyle.replace(
		/<script[^>]*>([\s\S]*?)<\/script>|\{([^{}]*)\}|[^\n]/g,
		(_whole, script?: string, expression?: string) =>
			script !== undefined
				? `${script};`
				: expression !== undefined
					? `(${expression.replace(/^[#:/@]\w+/, '')});`
					: ' ',
	);
}

function textOf(node: ts.Node): string {
	return ts.isNumericLiteral(node) || ts.isBigIntLiteral(node) || ts.isStringLiteralLike(node)
		? node.text
		: '';
}

function reasonOf(
	node: ts.Node,
	{ strict, figures }: { strict: boolean; figures: ReadonlySet<string> },
): NumberFound['why'] | null {
	if (ts.isStringLiteralLike(node)) return /\b\d{4}-\d{2}-\d{2}\b/.test(node.text) ? 'a day' : null;
	if (ts.isBigIntLiteral(node)) return strict ? 'a figure among the rules' : null;
	if (!ts.isNumericLiteral(node) || Number(node.text) <= 2) return null;
	const holder = holderOf(node);
	if (statutoryUnit.test(holder)) return 'a figure with a statutory unit';
	if (strict) return 'a figure among the rules';
	if (otherUnit.test(holder)) return null;
	return figures.has(node.text) ? 'a statutory figure' : null;
}

/** The nearest name that the figure is given to: of a constant, a member, a parameter. */
function holderOf(node: ts.Node): string {
	for (let at = node.parent; at; at = at.parent) {
		if (
			ts.isVariableDeclaration(at) ||
			ts.isPropertyAssignment(at) ||
			ts.isParameter(at) ||
			ts.isPropertyDeclaration(at)
		) {
			return at.name.getText();
		}
		if (ts.isFunctionLike(at) || ts.isStatement(at)) return '';
	}
	return '';
}
