// The part of a company's name that tells it from others, as the server finds it (outreach/places/naming.py; one table of
// cases holds both). Nothing here touches the page, the clock, the store or the network.

const SHORTEST = 2;

const BRACKETS = /[(（[【][^)）\]】]*[)）\]】]/g;
const BRANCH = /(公司)\S*?(?:分公司|分厂|分店|门店|营业部|项目部)$/; // no look behind: older phones can't read one
const FORM = /(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|工厂|厂)+$/;
const WHERE = /^(?:[一-龥]{2,3}?省)?(?:[一-龥]{2,3}?市)?(?:[一-龥]{2,3}?[县区])?(?=[一-龥]{2})/;

// 示例县宏达机械（本地）有限公司 is 宏达机械.
export function shortName(name) {
  const plain = name.normalize("NFKC").trim().replace(/\s+/g, " ");
  const bare = plain.replace(BRACKETS, "").replace(BRANCH, "$1");
  const short = bare.replace(FORM, "").replace(WHERE, "");
  return short.length >= SHORTEST ? short : bare;
}
