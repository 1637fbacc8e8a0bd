/**
 * Words where they are used, and English only for those who chose it. Paraglide's compiled messages hold both
 * languages, and all of them hang together in one index: this takes both knots apart when the phone's files are built.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { chineseOnly, englishIn, isData, readData } from './english-of-data.ts';

const folder = path.resolve('src/lib/i18n/paraglide/messages');
const isMessage = (id: string) => path.dirname(id) === folder && path.basename(id) !== '_index.js';
const isEnglish = (id: string) => id.endsWith('/src/lib/i18n/english.ts');

/** Short, since both languages carry it for each message. */
function tagOf(key: string): string {
	return createHash('sha256').update(key).digest('base64url').slice(0, 4);
}

/** The function of one language in a compiled message module, without its comments. */
export function functionIn(code: string, language: 'zh_cn2' | 'en'): string {
	const found = new RegExp(`^const ${language}_\\w+ = ([\\s\\S]*?\\n\\});?$`, 'm').exec(code);
	if (!found) throw new Error(`a compiled message lacks ${language}:\n${code}`);
	return found[1]!.replaceAll(/\/\*\*[^*]*\*\/ ?/g, '');
}

/** A message as the phone gets it: Chinese, and a tag to find the English by. */
export function chineseModule(key: string, code: string): string {
	return [
		`import { inLanguage } from '#lib/i18n/in-language.ts';`,
		`export const ${key} = /* @__PURE__ */ inLanguage('${tagOf(key)}', ${functionIn(code, 'zh_cn2')});`,
	].join('\n');
}

/** `m.key` of the index becomes an import of that one message. */
export function directImports(code: string): string {
	const keys = new Set([...code.matchAll(/\bm\.([a-z]\w*)/g)].map(([, key]) => key!));
	const imports = [...keys].map((key) => `import { ${key} as m_${key} } from '${folder}/${key}.js';`);
	return code
		.replace(/^\s*import \{ m \} from ['"][^'"]*paraglide\/messages\.js['"];?/m, imports.join(' '))
		.replaceAll(/\bm\.([a-z]\w*)/g, 'm_$1');
}

function englishTable(): string {
	const rows = readdirSync(folder)
		.filter((name) => name.endsWith('.js') && name !== '_index.js')
		.sort()
		.map((name) => {
			const english = functionIn(readFileSync(path.join(folder, name), 'utf8'), 'en');
			return `${JSON.stringify(tagOf(name.replace(/\.js$/, '')))}: ${english}`;
		});
	if (new Set(rows.map((row) => row.split(':')[0])).size < rows.length) {
		throw new Error('two messages have one tag: make tags longer');
	}
	const data = [...englishIn(readData())].filter(([, english]) => english !== null);
	return [
		`export const english = {${rows.join(',\n')}};`,
		`export const englishOfData = ${JSON.stringify(Object.fromEntries(data))};`,
	].join('\n');
}

const importsAll = /^\s*import \{ m \} from ['"][^'"]*paraglide\/messages\.js['"]/m;

/** In tests each module loads the messages that it names, in both languages: the index would load thousands, file by file. */
export function messagesInTests(): Plugin {
	return {
		name: 'messages-in-tests',
		apply: () => Boolean(process.env.VITEST),
		enforce: 'post',
		transform(code, id) {
			if (!importsAll.test(code) || id.includes('node_modules')) return null;
			return { code: directImports(code), map: null };
		},
	};
}

export function messagesApart(): Plugin {
	return {
		name: 'messages-apart',
		apply: 'build',
		enforce: 'post',
		transform(code, id, options) {
			if (options?.ssr) return null;
			if (isEnglish(id)) return { code: englishTable(), map: null };
			if (isData(id)) return { code: chineseOnly(code, englishIn(readData())), map: null };
			if (isMessage(id)) {
				return { code: chineseModule(path.basename(id, '.js'), code), map: null };
			}
			if (!importsAll.test(code) || id.includes('node_modules')) return null;
			return { code: directImports(code), map: null };
		},
	};
}
