// What a hostile system could put into any string of a result.
import { writeFileSync } from 'node:fs';

const folder = process.argv[2];
const markup = `"'><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)></svg></script></style></title><!--<a href="javascript:alert(4)">@script@ \${alert(5)} eyJhbGciOiJkaXIifQ`;
const hidden = 'a\u0001\u001b[2J\u0007\r\u0085\u00ad\u200b\u202egpj.exe\u2066\u2028\ufeff\u{e0041}z';
writeFileSync(`${folder}/markup.txt`, markup);
writeFileSync(`${folder}/hidden.txt`, hidden);
writeFileSync(`${folder}/giant.txt`, '<b>long</b> '.repeat(90_000));
