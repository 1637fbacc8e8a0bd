import { expect, test } from 'vitest';
import { loadedAtOnce, namingAll, withoutNodes } from '../../../vite/fewer-requests.ts';

const nodes = new Map([
	['nodes/3.A.js', 'export{t as component,n as universal}from"../chunks/P.js";'],
	['nodes/4.B.js', 'import{t as e}from"../chunks/Q.js";var a=1;export{a as component,e as universal};'],
]);

test('a page that is loaded through a file which only names it is loaded from where it is', () => {
	expect(withoutNodes('[()=>p(()=>import(`../nodes/3.A.js`),m([0]))]', nodes)).toBe(
		'[()=>p(()=>import("../chunks/P.js").then(e=>({component:e.t,universal:e.n})),m([0]))]',
	);
	expect(
		loadedAtOnce('/_app/immutable/entry/start.S.js', 'export{Dn as load_css}from"../chunks/C.js";\n'),
	).toBe('import("/_app/immutable/chunks/C.js").then(e=>({load_css:e.Dn}))');
});

test('a file that holds anything of its own is loaded itself, and so is one that is not known', () => {
	for (const code of ['import("../nodes/4.B.js")', 'import("../nodes/5.C.js")', 'import("../chunks/P.js")']) {
		expect(withoutNodes(code, nodes)).toBe(code);
	}
	expect(loadedAtOnce('nodes/4.B.js', nodes.get('nodes/4.B.js')!)).toBeNull();
});

const chunk = (file: string, imports: string[], isDynamicEntry = false) =>
	[file, { fileName: file, imports, isDynamicEntry, code: `code of ${file};\n` }] as const;

test('what is loaded when asked for names all that it takes through others, behind its own code', () => {
	const chunks = new Map([
		chunk('chunks/page.js', ['chunks/start.js', 'chunks/table.js'], true),
		chunk('chunks/table.js', ['chunks/row.js', 'chunks/start.js']),
		chunk('chunks/row.js', ['chunks/cell.js', 'chunks/table.js', 'common/money.js']),
		chunk('chunks/cell.js', []),
		chunk('chunks/start.js', []),
		chunk('common/money.js', []),
	]);
	const known = new Set(['chunks/start.js']);
	expect(namingAll(chunks.get('chunks/page.js')!, chunks, known)).toBe(
		'code of chunks/page.js;\nimport"./cell.js";import"./row.js";import"../common/money.js";\n',
	);
	expect(namingAll(chunks.get('chunks/cell.js')!, chunks, known)).toBe('code of chunks/cell.js;\n');
});
