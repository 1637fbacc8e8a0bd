import { expect, test } from 'vitest';
import { chineseModule, directImports, functionIn } from '../../../vite/messages-apart.ts';

const compiled = `import { getLocale } from '../runtime.js';

const zh_cn2_start_drafts = /** @type {(inputs: X) => LocalizedString} */ (i) => {
	return /** @type {LocalizedString} */ (\`\${i?.count} 份草稿\`)
};

const en_start_drafts = /** @type {(inputs: X) => LocalizedString} */ (i) => {
	return /** @type {LocalizedString} */ (\`\${i?.count} drafts\`)
};
`;

test('a message on the phone holds its Chinese and not its English', () => {
	const code = chineseModule('start_drafts', compiled);
	expect(code).toContain('份草稿');
	expect(code).not.toContain('drafts`');
	expect(code).toMatch(/export const start_drafts = \/\* @__PURE__ \*\/ inLanguage\('[\w-]{4}', /);
});

test('the English function is found whole', () => {
	const english = new Function(`return ${functionIn(compiled, 'en')}`)() as (inputs: object) => string;
	expect(english({ count: 3 })).toBe('3 drafts');
});

test('a compiled message without one language stops the build', () => {
	expect(() => functionIn(compiled.replaceAll('en_start', 'fr_start'), 'en')).toThrow('lacks en');
});

test('a page imports the messages that it uses, each by itself', () => {
	const page = `import { m } from '#lib/i18n/paraglide/messages.js';\nshow(m.start_begin(), m.start_drafts({ count }), form.m);`;
	const code = directImports(page);
	expect(code).not.toContain('messages.js');
	expect(code.match(/import \{/g)).toHaveLength(2);
	expect(code).toContain('show(m_start_begin(), m_start_drafts({ count }), form.m)');
});
