import type { Scheme } from '../scheme.ts';

type Contact = Scheme['contacts'][number];

type Note = NonNullable<Contact['note']>;

const areaCode: Note = {
	zh: '文件没有写区号，0431是我们的理解',
	en: 'The document gives no area code: 0431 is our reading',
};
const pattern: Note = {
	zh: '与其他 8050xxxx 号码不同，请核对',
	en: 'Breaks the pattern 8050xxxx of the others: check it',
};
const unclear: Note = {
	zh: '扫描不清，号码是推断的，请核对',
	en: 'Unclear in the scan, the number is inferred: check it',
};

function contact(
	kind: Contact['kind'],
	[zh, en]: [string, string],
	phone: Contact['phone'],
	note?: Note,
): Contact {
	const cites = kind === 'insurance-office' ? ['C13'] : ['C14'];
	return { name: { zh, en }, kind, phone, ...(note ? { note } : {}), cites };
}

/** As printed; without an area code it is dialled with 0431. */
function office(zh: string, en: string, raw: string): Contact {
	const hasCode = raw.includes('-');
	const phone = { raw, value: hasCode ? raw : `0431-${raw}`, verified: true };
	return contact('insurance-office', [zh, en], phone, hasCode ? undefined : areaCode);
}

function tax(zh: string, en: string, raw: string): Contact {
	return contact('tax-office', [zh, en], { raw, value: raw, verified: true });
}

function doubtful(names: [string, string], raw: string, value: string, note: Note): Contact {
	return contact('tax-office', names, { raw, value, verified: false }, note);
}

export const contacts: Contact[] = [
	office('长春市', 'Changchun', '81110067'),
	office('九台区', 'Jiutai', '82359963'),
	office('双阳区', 'Shuangyang', '84222773'),
	office('榆树市', 'Yushu', '83850061'),
	office('德惠市', 'Dehui', '87297631'),
	office('农安县', 'Nong’an', '83297099'),
	office('公主岭市', 'Gongzhuling', '0434-5069918'),
	tax('朝阳区', 'Chaoyang', '0431-80503780'),
	tax('南关区', 'Nanguan', '0431-80503252'),
	tax('宽城区', 'Kuancheng', '0431-80504596'),
	doubtful(['二道区', 'Erdao'], '0431-80808082', '0431-80808082', pattern),
	doubtful(['绿园区', 'Lüyuan'], '0431-80604767', '0431-80604767', pattern),
	tax('经济技术开发区', 'Economic and Technological Zone', '0431-80506560'),
	tax('高新技术产业开发区', 'High-tech Zone', '0431-80507333'),
	tax('汽车经济技术开发区', 'Automobile Zone', '0431-80507400'),
	tax('净月经济技术开发区', 'Jingyue Zone', '0431-80507702'),
	tax('莲花山生态旅游度假区', 'Lianhuashan Resort', '0431-80508071'),
	tax('九台区', 'Jiutai', '0431-80508615'),
	doubtful(['双阳区', 'Shuangyang'], '0131-80508222', '0431-80508222', unclear),
	tax('榆树市', 'Yushu', '0431-80508776'),
	doubtful(['德惠市', 'Dehui'], 'M31-80509191', '0431-80509191', unclear),
	doubtful(['农安县', 'Nong’an'], 'M31-80509376', '0431-80509376', unclear),
	tax('公主岭市局', 'Gongzhuling', '0434-5160079'),
	doubtful(['公主岭园区', 'Gongzhuling Park'], '043午5160215', '0434-5160215', unclear),
	doubtful(['公主岭经开', 'Gongzhuling Economic Zone'], '0431-5160813', '0434-5160813', unclear),
];
