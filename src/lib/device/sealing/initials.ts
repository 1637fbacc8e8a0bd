/** First letters of how a name is read, for a search that is typed without an input method. */
import pinyin from 'tiny-pinyin';

/** Read otherwise as a surname than everywhere else. */
const asSurname: Record<string, string> = {
	单: 's',
	仇: 'q',
	解: 'x',
	查: 'z',
	曾: 'z',
	盖: 'g',
	覃: 'q',
	种: 'c',
	朴: 'p',
	缪: 'm',
	洗: 'x',
	召: 's',
	区: 'o',
	翟: 'z',
	员: 'y',
	乐: 'y',
	尉: 'y',
	万: 'm',
	逄: 'p',
	折: 's',
};

/**
 * `zsf` for 张三丰; where a surname is read in two ways both, one beside the other. Signs that nobody reads have none. Empty
 * where the browser does not sort by pinyin.
 */
export function initialsOf(name: string): string {
	if (!pinyin.isSupported()) return '';
	const signs = Array.from(name);
	const letters = signs.map(letterOf).join('');
	const [surname = ''] = signs;
	const other = asSurname[surname];
	if (other === undefined || letters.startsWith(other)) return letters;
	return `${letters} ${other}${letters.slice(letterOf(surname).length)}`;
}

function letterOf(sign: string): string {
	// Beyond the basic plane the library sees halves of a sign.
	if (sign.length > 1) return '';
	const [first = ''] = pinyin.convertToPinyin(sign, '', true);
	return /[a-z0-9]/.test(first) ? first : '';
}
