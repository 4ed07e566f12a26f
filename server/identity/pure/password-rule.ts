/** [ID3] Long enough, and not among the first things anyone would try. */
const SHORTEST = 10
const LONGEST = 200
const FEWEST_CHARACTERS = 5

// The bases of the most used long passwords in English and French; digits and signs around them add nothing.
const COMMON =
  'password passw0rd motdepasse mot2passe azerty azertyuiop qwerty qwertyuiop qwertz qwertzuiop asdfghjkl qsdfghjklm zxcvbnm wxcvbn ' +
  'letmein welcome bienvenue bonjour bonsoir salut hello admin administrator administrateur root user utilisateur changeme changezmoi ' +
  'secret login connexion master superman batman starwars pokemon football basketball baseball hockey soleil sunshine princess princesse ' +
  'dragon monkey iloveyou jetaime doudou loulou chouchou marseille paris france liverpool chelsea arsenal michael jordan jennifer ' +
  'computer ordinateur internet google facebook whatever trustno freedom liberte summer winter spring autumn printemps automne hiver ' +
  'january february march april june july august september october november december janvier fevrier mars avril juin juillet aout ' +
  'septembre octobre novembre decembre monday friday lundi vendredi customer support service client company entreprise test testing ' +
  'demo causerie abcdef abcdefgh abcdefghij q1w2e3r4 q1w2e3r4t5 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx'
const common = new Set(COMMON.split(' '))
const runs = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
]

/** Null = strong enough. `person` are words an attacker knows: address, name. */
export function weakness(
  password: string,
  person: readonly string[] = [],
): 'length' | 'simple' | 'common' | 'personal' | null {
  const text = password.normalize('NFKC').toLowerCase()
  if (text.length < SHORTEST || text.length > LONGEST) return 'length'
  if (new Set(text).size < FEWEST_CHARACTERS || isRun(text)) return 'simple'
  const base = plain(text)
  if (common.has(base) || common.has(text) || halvesAlike(base)) return 'common'
  if (person.flatMap(wordsOf).some((word) => base === word)) return 'personal'
  return null
}

/** `1234567890`, `poiuytreza`: a walk along the keyboard, either way. */
function isRun(text: string): boolean {
  const back = text.split('').reverse().join('')
  return runs.some((run) => run.includes(text) || run.includes(back))
}

/** Without digits and signs around, as they are the first thing tried. */
const plain = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

const halvesAlike = (base: string): boolean =>
  base.length % 2 === 0 &&
  base.slice(0, base.length / 2) === base.slice(base.length / 2) &&
  common.has(base.slice(0, base.length / 2))

function wordsOf(text: string): string[] {
  const lower = text.normalize('NFKC').toLowerCase()
  const words = lower.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2)
  return [lower, lower.split('@')[0] ?? '', words.join(''), words.toReversed().join(''), ...words]
    .filter((word) => word.length > 2)
    .map(plain)
}
