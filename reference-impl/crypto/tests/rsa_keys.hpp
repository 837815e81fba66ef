/// @file
/// Two RSA keys of 2048 bit, so that no test waits for one to be generated. They protect nothing.

#pragma once

#include "plumbline/crypto/asymmetric_key.hpp"

namespace plumbline::crypto {

inline const PrivateKey& rsa_key() {
  static const PrivateKey key = PrivateKey::from_pem(R"(-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDX98kaptPYqRmF
/fiEObBagB7rg41RdnjLfActqx0aM0mNxALyXZ+AKFe3JElzUjFm4A0cR32ohIMA
vTADOKzXv4VkDFQ2buADRV7quyEm+jhbvCdLWzZhm2QkrbWZQAzTISVhJaHS5Bsc
DTgUvM2LsGnWj4iiJVnQ0IRkchXLZ8KrnSCeNiOqFRZRSlb7HBMRG9amukPcyXqp
R2f+oKx75XN/k2qr+jWihC6FC4fbsl5pYn1G7KKDTxQylYRcJ/BBgVt0w5QNfR0J
5uKp9CTTia2tG/GEHDxN5Pj5Xr4rmEAgnx/lmsDGXHW+YkYRFTl5NQfIABPoI3FX
JEzu3QyPAgMBAAECggEADqLm2K0Mt2bCaY/MO13Tg1aigdCRD7/JMPUvYVty5fcq
2XY6wuUwbZWOWEWXyr57xZ6SlOONcxHD9RVdPyKkqBx9NEoXnPbHrMETTTIwbX1Q
u3rVaOh+F4BZ+ZhiMcgi9l4NM/fCb1HxOmX08obXIUvr6FQi7OY+H4Y6KrqGmpnG
JfWZrNOQqxXChnwVxDZhhpbTzbTTzDc8DJAyxifYUmILQMLhqpDkvuGYkVZpCu7z
EV0UYV+6llzua/HwnCDfgJPDPrPM814qvYlmuPEpVdBigOzCV2HUoSv0yqXwv+Gl
i2m6SqAXF2rHHh/keT9tZg80UpWugOjJkCjLExyNgQKBgQD8vIRZIxBTxJ1Rvckm
qAb3P6ULHHgzr+iawDoTcHokLRmewciQUAfaGL8JugfFapzDqBWHf1VK4JZp/soO
MZ5s7KYMg8kmrRIFeZ2+7BH7U8aLf35AKQJ4c4YraX6pnUThNnzKVLuUxvZEfRln
UP1qg68lWJx6C8ok18HXZZ3/gQKBgQDawbihh9BzQ11Vm8xVoMyOqf2H0DHHuLxR
GDb0VjSvFcy+0j8G4z+4CBfi4zlXVIZuYmtvxgdV5rRaufSkEi+eZT1NtED3stWL
JS+P6KhdJPDLIG42YGwZu9iQ1Yvn1shoy8z9NwyqKs7rQlJRLtJYki15bjUNl8zd
bpACNSUUDwKBgQC0JMcNJgIIQ1eDIQyUgiXc7D9+qP9AkDzyuNtsabqVuJPPZf7I
ZlMCcKsSisfpPjGZAGDAINGxul1cFeD9tv5eU1uUBgdFiw0SW/pFUM0MYE1ftzNN
Fi4NnwJeRSakTVYAVS8jpLvDswFsFeMakk7fMheQPhXipC6kjik7l9HDgQKBgEVW
pBQnPW5biukIwiLeHhiWTzNOTYkVyDMYLssRzA83JLfTYoDnZRoLDq8vAMzqkNXK
Qm2iYk7bGo2rZZzf2tIlGuJXYURiHgfF2KaPw1YK0HxCIk0AESOzA/kchwUMcmet
OaOFYHFLslyln/v1kFzcsKdNxGkzlY8WbXUVrVQHAoGBAKPewD/cwjn881HVwLDx
BkSLmm9sf2znUBxzL9eyACS+OI23gI2Ew34bShOqbObbAnkAbsKyLQLBfHqZqsro
DCg0Rrz8HjsANb+rqfGSyfY9CVxHmiQa4dxxJl7lbUO/5h5NpbMwpjMdrhiiI3uK
qbwxj/IuKUZvc8aQliR27Ehc
-----END PRIVATE KEY-----
)")
                                    .value();
  return key;
}

inline const PrivateKey& other_rsa_key() {
  static const PrivateKey key = PrivateKey::from_pem(R"(-----BEGIN PRIVATE KEY-----
MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDBZqdWUcdkI/V+
vKKe02Oy1CO+2F+7JyrBBpcdSWDHWeq+/mVbsEa9YJQ1M8ndugenBAyRq87n2/Cm
9OMRFkieagCinhkvsChKPrFtLEUYpNF6RNO6xOj7epHfRZv0l37QI411GCWtfZAP
QR9BWd0naaNRlm/dUM4jENNbA9jFTR2ckUNHMQWD67J/uO7Y3m2W5jDe65zH4uRl
Byx7Kek+9zjBh5t2FrIXCNJI9fLA3moR3p04E6MY0N5QySR6M+q5ypT8Thv2owoc
IVkCFG8aSQjlHnpXkPBqwGo9OI2eboh4K4lsHFJ1RFn6Dqzpo3e9+hlcb9Rn0oMJ
9FjToQPVAgMBAAECggEABSswqrJp0UfSvk3dTMBaiEN6JxYSTOapkloSPNKitwE0
sGENJWurIFGN9HQLX5Uisjh9+4CreW/b2SJvVRwS2cT8elweUTN0iDNvu3q06Akz
ngBr5jBwB5SJhH2QQvOvjHF+zNPV4fKaoIW9h5oWuoBswHf0SmZn8/D1rReHuhIf
IvPiecTFVML2bWkIaIFGgqQYAGD1KmwuBTj89EpAaRB1jQixhUUxcYG6qnzIo1Ar
cetRqfHaiQUrJWkGYPtZTj+L/QhAYqYqJ3uxAA53QGOLyb3hIQpkylqPgyPxYxQ3
JLyKGHH85zh2aICAfS06IfT4P3XAqmqvWIB10Z+sEQKBgQDnTaMSLgimkDeTDKD0
P4SyQ+GDtikAXPOBxbz1s6dMNrs/qO0UmFXt2ndMHoTJ4V9zYUDy9cS9S5NBxhMi
QBB7NWw6ZGVry4alU1XwQAjVoqtVBfc4cTld/tY7WNXFM6d/LCQSrwlY2YXe0JRV
imo+IKCha2el+ce/sF1ffseOqQKBgQDWDQJMoIoQiDuWARgmzplh4uXjiPCSbFih
DAgyWpcxVr3R2mBrih40dWZO9WSlBawEMl4lbwfd2rsQ38BYBbTldE/+3b0SQa91
t6St2wswZi3v5s1jPG1f4w6rdusSzz9wo7LciqL3F9qZIU5ZLEFKsEMmLM++vRBH
YO0WsoojTQKBgQCHek/TbCcg+EO026bCqRmeGGhUbzOgxNDT5+//sdSBrWULqnQC
ph9ei6Fock+wt1LjD8mtBQrRHR0JX20BmKiOogHcScWl17Xry94ANGF4UCkuSao9
4wOI7KSqaiP7t3+Z207dqqw84Fuq4FyhpcsIzK+JHJG/A4hd3H00W9ui0QKBgAk4
YDv6wle59o8clvS8+4Bq7KojcPFtt1eglA3PNyoJ6X1LodGgDnMGB5UpHt+44dMA
dGu6X6Vf0aUFblycSlGD9BovZQCPUcaJVY+jmtTH4fyufXRj2vZBapVaNwAFa18n
vgGf+ysXnPPxqlVPAbT86LeRQJWfwT7B3xSWNjsVAoGBAMPdr3sPFq8EhwYexLzO
ZIGX+waNHpgdqJlkmCCkzZ+eoMtpXw128wetJYHPhlKK1ZTJDJEzkv6Wkzmli8m0
s4Z/fB+m2BQMpeOALwcxZJDDjKZddfLNKVyh+vZ4HZVSeo4OWvhzTPcRHb3rqslP
T4duMN6n0e+AFC9p/TN/7/Bj
-----END PRIVATE KEY-----
)")
                                    .value();
  return key;
}

}  // namespace plumbline::crypto
