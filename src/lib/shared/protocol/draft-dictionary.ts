/**
 * What drafts have in common, so that a packed one says it no more. What is sealed was packed with
 * these very bytes and opens with no others: never change them. Another dictionary is another constant with another name.
 * Nothing in it is of a person: names of fields, codes of lists, places and colleges as many schools have them.
 *
 * Deflate finds what stands near the end cheapest: whole skeletons last, rare words first.
 */
const rareWords =
	'丧偶离婚再婚复婚初婚护照passporthk-macao-taiwan-permit,"hardshipKind":"monitored""subsistence""destitute""disabled"' +
	'"active-elsewhere""lump-sum","lumpSumThrough":"2023-"identity-place""employee""resident""commercial""flexible"' +
	',"hardshipCertifiedIn":","hardshipPlace":","hardshipChooses":"college"街道社区村委会组号栋单元室镇乡自治县自治州' +
	'北京市天津市上海市重庆市河北省山西省辽宁省吉林省黑龙江省江苏省浙江省安徽省福建省江西省山东省河南省湖北省湖南省广东省海南省' +
	'四川省贵州省陕西省甘肃省青海省内蒙古广西西藏宁夏新疆云南省昆明市五华区盘龙区官渡区西山区呈贡区安宁市长春市朝阳区南关区净月区' +
	'曲靖市玉溪市大理白族自治州红河哈尼族彝族自治州文山壮族苗族自治州楚雄彝族自治州昭通市保山市丽江市普洱市临沧市' +
	'大学学院学校校区宿舍公寓人文理工经济管理信息工程医学法学外国语数学物理化学生命科学材料机械电力农业林业艺术体育马克思主义' +
	'中国银行农业银行工商银行建设银行邮政储蓄银行农村信用社';

const fieldNames =
	'{"fields":{"accountName":"","accountNumber":"6228","bankName":"中国","domicileDivision":"530' +
	'","gender":"男","gender":"女","ethnicity":"彝族白族回族哈尼族傣族壮族苗族纳西族满族朝鲜族蒙古族藏族土家族","maritalStatus":"已婚",' +
	'"origin":"out-of-province","origin":null,"insured":null,"programmeYears":"4","entryYear":"2021","entryYear":"2020';

/** Fields stand in the order of their names. */
const skeletons =
	'{"schemeId":"changchun-2023","schoolCode":"demo","fields":{' +
	'{"schemeId":"yunnan-kunming-2023","schoolCode":"kust","fields":{"address":"云南省昆明市呈贡区大学宿舍","domicileAddress":"' +
	'云南省昆明市呈贡区","entryYear":"2022","ethnicity":"汉族","hardshipKind":"none",' +
	'"idNumber":"530102200401011234","idType":"resident-id","insuranceKind":"城乡居民基本医疗保险","insured":"none",' +
	'"letterDate":"2022-10-15","maritalStatus":"未婚","medicalDivision":"云南省昆明市","name":"李","origin":"in-province",' +
	'"phone":"13888","studentNumber":"2022"},"consent":{"textVersion":"2022-10.1.zh-CN","textHash":"' +
	'","givenAtMs":17},"signature":null,"signatureHash":null,"contentHash":"","signature":{"method":"typed","typedName":"' +
	'","signature":{"method":"drawn","moves":[[[123,456,0],[278,390,612],[534,156,1890],[12,3,17],[[' +
	'1,-1,17],[2,-2,16],[0,1,17],[-3,4,8],[5,-6,8],[-7,0,9],[1,0,17],[0,-1,16],[-1,1,17],[2,0,16],[-4,3,17],[3,-3,16]]' +
	'],"padHeight":500,"textHash":"","covers":["name","idType","idNumber","medicalDivision","letterDate","school"],' +
	'"signedAtMs":17},"signatureHash":"","contentHash":"","schoolConfirmed":false,"college":"","schoolConfirmed":true,' +
	'"college":"学院","startedAtMs":17,"finishedAtMs":17,"confirmation":{"kind":"own-phone","tokenHash":"' +
	'","confirmation":{"kind":"on-this-phone","witness":""}}';

export const draftDictionary1 = rareWords + fieldNames + skeletons;

const colleges2 =
	'音乐学院美术学院体育学院教育学院法学院文学院商学院经济学院管理学院理学院数学学院物理学院化学化工学院生命科学学院' +
	'电气工程学院机电工程学院土木工程学院建筑工程学院材料科学与工程学院环境科学与工程学院马克思主义学院国际教育学院' +
	'外国语学院计算机学院软件学院信息工程学院口腔医学院基础医学院公共卫生学院护理学院药学院临床医学院';

const values2 =
	'"idType":"passport""idType":"hk-macao-taiwan-permit""hardshipKind":"other""hardshipKind":"destitute""hardshipKind":"subsistence"' +
	'"hardshipKind":"disabled","hardshipPlace":"","hardshipCertifiedIn":"yunnan","hardshipCertifiedIn":"elsewhere",' +
	'"hardshipChooses":"identity-place","hardshipChooses":"college","insured":"employee","insured":"resident",' +
	'"programmeYears":"3","programmeYears":"5","entryYear":"2026","entryYear":"2025","entryYear":"2024","entryYear":"2023"' +
	'大道东路南路西路北路中路街道办事处小区花园家属院村民小组单元层楼';

/** Times are differences here, and hashes do not stand in the JSON. */
const skeletons2 =
	'{"schemeId":"changchun-2023","schoolCode":"demo","fields":{' +
	'"signature":{"method":"typed","typedName":"","signature":{"method":"drawn","moves":[[[123,456,0],[278,390,612],[534,156,1890],[12,3,17],[[' +
	'1,-1,17],[2,-2,16],[0,1,17],[-3,4,8],[5,-6,8],[-7,0,9],[1,0,17],[0,-1,16],[-1,1,17],[2,0,16],[-4,3,17],[3,-3,16]]' +
	'],"padHeight":500,"textHash":[],"covers":["name","idType","idNumber","medicalDivision","letterDate","school"],' +
	'"signedAtMs":0},"signatureHash":[],"schoolConfirmed":false,"college":"","confirmation":{"kind":"own-phone","tokenHash":[]}}' +
	'{"schemeId":"yunnan-kunming-2023","schoolCode":"kust","fields":{"address":"云南省昆明市呈贡区大学宿舍路号栋室","domicileAddress":"' +
	'云南省昆明市呈贡区","entryYear":"2022","ethnicity":"汉族","gender":"女","gender":"男","hardshipKind":"none","idNumber":"5301' +
	'","idType":"resident-id","insuranceKind":"城乡居民基本医疗保险","insured":"none","letterDate":"2022-10-15","maritalStatus":"未婚",' +
	'"medicalDivision":"云南省昆明市","name":"","origin":"in-province","phone":"138","phone":"13","programmeYears":"4","studentNumber":"2022' +
	'"},"consent":{"textVersion":"2022-10.1-drive.en","textVersion":"2022-10.1-drive.zh-CN","givenAtMs":},"signature":null,"signatureHash":null,' +
	'"schoolConfirmed":true,"college":"学院","startedAtMs":17,"finishedAtMs":"confirmation":{"kind":"on-this-phone","witness":"老师"}}';

export const draftDictionary2 = rareWords + fieldNames + values2 + colleges2 + skeletons2;
