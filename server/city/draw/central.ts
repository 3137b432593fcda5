import type { Km } from './frame.ts';

/**
 * A sub-district of the four central districts and its communities. In `communities` each word is
 * `Chinese=English`; a star marks a village, the others are urban communities.
 */
export type Subdistrict = {
  code: string;
  zh: string;
  en: string;
  /** Where in the schematic it lies, and how many communities' worth of cells it gets. */
  seed: Km;
  share?: number;
  communities: string;
};

export const chengdong: readonly Subdistrict[] = [
  {
    code: '630102001',
    zh: '东关大街街道',
    en: 'Dongguan Street Sub-district',
    seed: [1.45, 0.15],
    communities: '北关=Beiguan 慈幼=Ciyou 五一=Wuyi',
  },
  {
    code: '630102002',
    zh: '清真巷街道',
    en: 'Qingzhenxiang Sub-district',
    seed: [1.45, -0.6],
    communities: '团结=Tuanjie 夏都花园=Xiadu_Garden 南小街=Nanxiao_Street 凤凰园=Fenghuangyuan 磨尔园=Moeryuan',
  },
  {
    code: '630102003',
    zh: '大众街街道',
    en: 'Dazhong Street Sub-district',
    seed: [3.3, -1.05],
    communities:
      '凯旋=Kaixuan 园山=Yuanshan 树林巷=Shulin_Alley 共和路=Gonghe_Road 德令哈=Delingha 安泰=Antai 康西=Kangxi 梨园=Liyuan 友谊*=Youyi 先进*=Xianjin',
  },
  {
    code: '630102004',
    zh: '周家泉街道',
    en: 'Zhoujiaquan Sub-district',
    seed: [2.5, -0.05],
    communities: '杨家巷=Yangjia_Alley 建国路=Jianguo_Road 为民巷=Weimin_Alley 白家河湾=Baijiahewan 联合*=Lianhe',
  },
  {
    code: '630102005',
    zh: '火车站街道',
    en: 'Railway Station Sub-district',
    seed: [2.8, 1.2],
    share: 5.5,
    communities: '车站=Chezhan 中庄=Zhongzhuang 幸福=Xingfu 富民路=Fumin_Road',
  },
  {
    code: '630102006',
    zh: '八一路街道',
    en: 'Bayi Road Sub-district',
    seed: [4.9, -1.2],
    communities: '学院=Xueyuan 康东=Kangdong 康南=Kangnan 康宁=Kangning 博雅路南=Boya_Road_South 团结*=Tuanjie',
  },
  {
    code: '630102007',
    zh: '林家崖街道',
    en: 'Linjiaya Sub-district',
    seed: [4.5, 0.7],
    communities: '蓝天=Lantian 站西=Zhanxi 林家崖*=Linjiaya 路家庄*=Lujiazhuang',
  },
  {
    code: '630102100',
    zh: '乐家湾镇',
    en: 'Lejiawan Town',
    seed: [7.3, -2.9],
    communities:
      '乐家湾=Lejiawan 金桥路=Jinqiao_Road 明杏=Mingxing 泉景=Quanjing 上十里铺*=Shangshilipu 塔尔山*=Taershan 下十里铺*=Xiashilipu 乐家湾*=Lejiawan 杨沟湾*=Yanggouwan',
  },
  {
    code: '630102101',
    zh: '韵家口镇',
    en: 'Yunjiakou Town',
    seed: [7.6, -1.1],
    communities:
      '东兴=Dongxing 东盛=Dongsheng 纺织=Fangzhi 育才路=Yucai_Road 中庄*=Zhongzhuang 褚家营*=Chujiaying 小寨*=Xiaozhai 韵家口*=Yunjiakou 泮子山*=Panzishan 付家寨*=Fujiazhai 朱家庄*=Zhujiazhuang 王家庄*=Wangjiazhuang 曹家寨*=Caojiazhai',
  },
  {
    code: '630102400',
    zh: '东川工业园',
    en: 'Dongchuan Industrial Park',
    seed: [10.1, -5.5],
    share: 4,
    communities: '东川工业园=Dongchuan_Industrial_Park',
  },
];

export const chengzhong: readonly Subdistrict[] = [
  {
    code: '630103001',
    zh: '人民街街道',
    en: 'Renmin Street Sub-district',
    seed: [0.1, -0.35],
    communities: '南关街=Nanguan_Street 水井巷=Shuijing_Alley',
  },
  {
    code: '630103002',
    zh: '南滩街道',
    en: 'Nantan Sub-district',
    seed: [-0.1, -1.2],
    communities: '农建=Nongjian 南山东=Nanshan_East 南山西=Nanshan_West 南山=Nanshan 新青=Xinqing 建新=Jianxin',
  },
  {
    code: '630103003',
    zh: '仓门街街道',
    en: 'Cangmen Street Sub-district',
    seed: [0.5, 0.3],
    communities: '石坡街=Shipo_Street 前营街=Qianying_Street',
  },
  {
    code: '630103004',
    zh: '礼让街街道',
    en: 'Lirang Street Sub-district',
    seed: [-0.45, 0.4],
    communities: '长江路=Changjiang_Road 七一路西=Qiyi_Road_West 解放路=Jiefang_Road',
  },
  {
    code: '630103005',
    zh: '饮马街街道',
    en: 'Yinma Street Sub-district',
    seed: [0.1, 1.1],
    communities: '东大街=Dongda_Street 上滨河路=Shangbinhe_Road 文化街=Wenhua_Street',
  },
  {
    code: '630103006',
    zh: '南川东路街道',
    en: 'Nanchuan East Road Sub-district',
    seed: [-1.4, -3.0],
    communities:
      '龙泰=Longtai 二机=Erji 兴旺=Xingwang 瑞驰=Ruichi 水磨*=Shuimo 红光*=Hongguang 南酉山*=Nanyoushan 南园*=Nanyuan',
  },
  {
    code: '630103007',
    zh: '南川西路街道',
    en: 'Nanchuan West Road Sub-district',
    seed: [-2.7, -2.6],
    communities:
      '福禄巷北=Fulu_Alley_North 西台=Xitai 东台=Dongtai 福禄巷南=Fulu_Alley_South 香格里拉=Shangri-La 安宁路=Anning_Road 沈家寨*=Shenjiazhai 红星*=Hongxing 新青*=Xinqing 园树*=Yuanshu 贾小*=Jiaxiao',
  },
  {
    code: '630103100',
    zh: '总寨镇',
    en: 'Zongzhai Town',
    seed: [-3.3, -5.48],
    communities:
      '清华路=Qinghua_Road 金十字=Jinshizi 新城=Xincheng 王斌堡*=Wangbinbu 张家庄*=Zhangjiazhuang 清河*=Qinghe 清水河*=Qingshuihe 总南*=Zongnan 总北*=Zongbei 谢家寨*=Xiejiazhai 塘马坊*=Tangmafang 杜家庄*=Dujiazhuang 泉尔湾*=Quanerwan 新庄*=Xinzhuang 逯家寨*=Lujiazhai 王家山*=Wangjiashan 元堡子*=Yuanbuzi 星家*=Xingjia 新安*=Xinan 享堂*=Xiangtang 陈家窑*=Chenjiayao 莫家沟*=Mojiagou 下细沟*=Xiaxigou 上细沟*=Shangxigou 下野牛沟*=Xiayeniugou 上野牛沟*=Shangyeniugou',
  },
  {
    code: '630103400',
    zh: '南川工业园',
    en: 'Nanchuan Industrial Park',
    seed: [-4.7, -7.66],
    share: 3,
    communities: '南川工业园=Nanchuan_Industrial_Park',
  },
];

export const chengxi: readonly Subdistrict[] = [
  {
    code: '630104001',
    zh: '西关大街街道',
    en: 'Xiguan Street Sub-district',
    seed: [-1.5, 0.75],
    communities: '南气象巷=Nanqixiang_Alley 贾小=Jiaxiao 北气象巷=Beiqixiang_Alley',
  },
  {
    code: '630104002',
    zh: '古城台街道',
    en: 'Guchengtai Sub-district',
    seed: [-2.2, -0.45],
    communities: '学院巷=Xueyuan_Alley 青年巷=Qingnian_Alley 昆仑路东=Kunlun_Road_East 昆仑路西=Kunlun_Road_West',
  },
  {
    code: '630104003',
    zh: '虎台街道',
    en: 'Hutai Sub-district',
    seed: [-3.7, 0.9],
    communities:
      '海晏路=Haiyan_Road 医财巷东=Yicai_Alley_East 医财巷西=Yicai_Alley_West 冷湖路=Lenghu_Road 新西=Xinxi 殷家庄=Yinjiazhuang 虎台=Hutai 杨家寨*=Yangjiazhai 苏家河湾*=Sujiahewan',
  },
  {
    code: '630104004',
    zh: '胜利路街道',
    en: 'Shengli Road Sub-district',
    seed: [-1.6, 0.1],
    communities:
      '西交通巷=West_Jiaotong_Alley 公园巷=Gongyuan_Alley 东交通巷=East_Jiaotong_Alley 北商业巷=North_Shangye_Alley',
  },
  {
    code: '630104005',
    zh: '兴海路街道',
    en: 'Xinghai Road Sub-district',
    seed: [-2.7, 1.6],
    communities: '兴胜巷=Xingsheng_Alley 中华巷=Zhonghua_Alley 尕寺巷=Gasi_Alley',
  },
  {
    code: '630104006',
    zh: '文汇路街道',
    en: 'Wenhui Road Sub-district',
    seed: [-5.6, 1.5],
    communities: '文亭巷=Wenting_Alley 文博路=Wenbo_Road 海湖广场=Haihu_Square 科普路=Kepu_Road',
  },
  {
    code: '630104007',
    zh: '通海路街道',
    en: 'Tonghai Road Sub-district',
    seed: [-5.8, 2.9],
    communities: '文成路=Wencheng_Road 桃李路=Taoli_Road 光华路=Guanghua_Road 文景街西=Wenjing_Street_West',
  },
  {
    code: '630104100',
    zh: '彭家寨镇',
    en: 'Pengjiazhai Town',
    seed: [-9.6, 2.7],
    communities:
      '西川南路=Xichuan_South_Road 富兴路=Fuxing_Road 彭家寨*=Pengjiazhai 西北园*=Xibeiyuan 刘家寨*=Liujiazhai 汉庄*=Hanzhuang 张家湾*=Zhangjiawan 杨家湾*=Yangjiawan 阴山堂*=Yinshantang 火西*=Huoxi 火东*=Huodong 晨光*=Chenguang',
  },
];

export const chengbei: readonly Subdistrict[] = [
  {
    code: '630105001',
    zh: '朝阳街道',
    en: 'Chaoyang Sub-district',
    seed: [0.1, 3.4],
    communities:
      '朝阳=Chaoyang 山川=Shanchuan 北川河东路=Beichuan_River_East_Road 祁连路西=Qilian_Road_West 北山=Beishan 朝阳西路=Chaoyang_West_Road 北园*=Beiyuan 朝阳*=Chaoyang 祁家城*=Qijiacheng 寺台子*=Sitaizi 新民*=Xinmin',
  },
  {
    code: '630105002',
    zh: '小桥大街街道',
    en: 'Xiaoqiao Street Sub-district',
    seed: [-1.9, 3.8],
    communities:
      '建设巷=Jianshe_Alley 新海桥=Xinhaiqiao 毛胜寺=Maoshengsi 小桥=Xiaoqiao 新世纪=Xinshiji 西海路=Xihai_Road 毛胜寺*=Maoshengsi 北杏园*=Beixingyuan 陶家寨*=Taojiazhai 陶新*=Taoxin 小桥*=Xiaoqiao',
  },
  {
    code: '630105003',
    zh: '马坊街道',
    en: 'Mafang Sub-district',
    seed: [-4.6, 4.2],
    share: 11,
    communities:
      '西杏园=Xixingyuan 马坊东=Mafang_East 青工=Qinggong 汽运=Qiyun 光明=Guangming 新村=Xincun 欣乐=Xinle 幸福=Xingfu 海湖桥西=Haihu_Bridge_West 西杏园*=Xixingyuan 马坊*=Mafang 盐庄*=Yanzhuang 三其*=Sanqi',
  },
  {
    code: '630105004',
    zh: '火车西站街道',
    en: 'West Railway Station Sub-district',
    seed: [-8.6, 4.7],
    share: 8,
    communities:
      '萨尔斯堡=Salzburg 美丽水街=Meili_Water_Street 湟水河畔=Huangshui_Riverside 火车西站=West_Railway_Station 盐庄=Yanzhuang',
  },
  {
    code: '630105100',
    zh: '大堡子镇',
    en: 'Dabuzi Town',
    seed: [-10.9, 5.2],
    share: 11,
    communities:
      '一机床=Yijichuang 工具厂=Gongjuchang 大堡子*=Dabuzi 严小*=Yanxiao 宋家寨*=Songjiazhai 晋家湾*=Jinjiawan 鲍家寨*=Baojiazhai 朱南*=Zhunan 朱北*=Zhubei 吧浪*=Balang 吴仲*=Wuzhong 汪家寨*=Wangjiazhai 乙其寨*=Yiqizhai 陶南*=Taonan 陶北*=Taobei',
  },
  {
    code: '630105101',
    zh: '廿里铺镇',
    en: 'Nianlipu Town',
    seed: [-2.3, 6.56],
    communities:
      '生物园=Shengwuyuan 泉湾=Quanwan 高教路=Gaojiao_Road 廿里铺*=Nianlipu 花园台*=Huayuantai 孙家寨*=Sunjiazhai 小寨*=Xiaozhai 莫家庄*=Mojiazhuang 新*=Xin 石头磊*=Shitoulei 魏家庄*=Weijiazhuang 九家湾*=Jiujiawan 郭家塔*=Guojiata 双苏堡*=Shuangsubu',
  },
  {
    code: '630105400',
    zh: '生物科技产业园',
    en: 'Biotechnology Industrial Park',
    seed: [-3.5, 8.56],
    share: 3,
    communities: '生物科技产业园=Biotechnology_Industrial_Park',
  },
];
