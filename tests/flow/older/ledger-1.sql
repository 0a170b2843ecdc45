PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE numbering (
	year INTEGER PRIMARY KEY,	-- London year of receipt
	last INTEGER NOT NULL		-- the number of its newest case
) STRICT;
INSERT INTO numbering VALUES(2026,3);
CREATE TABLE source (
	name TEXT PRIMARY KEY,		-- as in the configuration
	kind TEXT NOT NULL,		-- the channel: 'email', 'letter' …
	first_seen INTEGER NOT NULL,	-- when it first brought an item
	last_item INTEGER NOT NULL	-- when it last brought one
) STRICT;
INSERT INTO source VALUES('complaints','email',1795078800,1795078800);
CREATE TABLE case_file (
	id INTEGER PRIMARY KEY,
	ref TEXT NOT NULL UNIQUE,	-- 'CR-2026-00042-K', for people
	received INTEGER NOT NULL,	-- when the first message reached us
	channel TEXT NOT NULL,		-- 'email', 'form', 'letter' …
	source TEXT NOT NULL,		-- name of the source
	from_name TEXT NOT NULL,	-- the resident's name as written
	from_address TEXT NOT NULL,	-- the resident's address
	reply_address TEXT NOT NULL,	-- where answers go; '' if nowhere
	letter_from TEXT NOT NULL,	-- our address that was written to
	subject TEXT NOT NULL,		-- of the first message
	proposed TEXT,			-- category proposed; NULL: unreadable
	proposed_ground TEXT,		-- ground proposed
	confidence REAL NOT NULL,	-- of the proposal, 0 to 1
	confirmed INTEGER NOT NULL DEFAULT 0 CHECK (confirmed IN (0, 1)),
	category TEXT,			-- as confirmed, else as proposed
	ground TEXT,			-- the same
	flags TEXT NOT NULL,		-- 'damp_mould, vulnerability'
	stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
	status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
	escalated INTEGER,		-- when stage 2 was asked for
	acknowledged1 INTEGER,		-- when the stage 1 letter left
	acknowledged2 INTEGER,		-- when the stage 2 letter left
	stage1_answered INTEGER,	-- when the stage 1 response left
	stage2_answered INTEGER,	-- when the final response left
	profile TEXT NOT NULL,		-- policy profile and its hash
	token TEXT NOT NULL UNIQUE,	-- reply token of its letters
	answer INTEGER NOT NULL CHECK (answer IN (0, 1)), -- by itself, or not
	silence TEXT NOT NULL,		-- why not; '' if it may
	item TEXT NOT NULL		-- SHA-256 of the message that opened it
) STRICT;
INSERT INTO case_file VALUES(1,'CR-2026-00001-Q',1795078800,'email','complaints','Ann Resident','ann@example.org','ann@example.org','complaints@landlord.example','Damp','complaint',NULL,0.99498763723696059813,1,'complaint',NULL,'health_and_safety, damp_mould, request_inside',1,'open',NULL,NULL,NULL,NULL,NULL,'code d2d68c2c1f44','prrj5rxegbm4kucjlyv27h57brku',1,'','f1cb277b725ef27a0c8e45accb444a71b37634bd92575ceb66172c5cbccf76a0');
INSERT INTO case_file VALUES(2,'CR-2026-00002-G',1795078800,'email','complaints','Ben Tenant','ben@example.org','ben@example.org','complaints@landlord.example','Tap','service_request',NULL,0.9658735173687298392,0,'service_request',NULL,'',0,'open',NULL,NULL,NULL,NULL,NULL,'code d2d68c2c1f44','pr5tcdquqaqf5s457d24zspltuoq',1,'','fa3294ea0ded1698aa7a4455da075489fff307b769f4ec36480f0f2c50360b37');
INSERT INTO case_file VALUES(3,'CR-2026-00003-Z',1795078800,'email','complaints','Cat Lodger','cat@example.org','cat@example.org','complaints@landlord.example','Noise','complaint',NULL,0.42146935826758369358,0,'complaint',NULL,'request_inside',1,'open',NULL,NULL,NULL,NULL,NULL,'code d2d68c2c1f44','prtrst3ehtzwqia7tjcygp6zb5li',1,'','d30c15d64a4e56223fbf6b9a8391c57b0c8b961fd8ef7303e55bd44bc0ef4d25');
CREATE TABLE item (
	id INTEGER PRIMARY KEY,
	sha256 TEXT NOT NULL UNIQUE,	-- of the original bytes, in the archive
	state TEXT NOT NULL CHECK (state IN ('case', 'reply', 'automated',
		'duplicate', 'unreadable')),
	case_id INTEGER REFERENCES case_file (id), -- NULL if it has none
	duplicate_of INTEGER REFERENCES item (id), -- only for a duplicate
	received INTEGER NOT NULL,	-- when it reached us
	channel TEXT NOT NULL,
	source TEXT NOT NULL,
	size INTEGER NOT NULL,		-- of the original, in bytes
	answer INTEGER NOT NULL CHECK (answer IN (0, 1)), -- at intake
	why TEXT NOT NULL,		-- reason of the state, in words
	note TEXT NOT NULL,		-- what the spool remarked
	message_id TEXT NOT NULL,	-- without brackets; '' if none
	from_address TEXT NOT NULL,	-- lower case
	text_hash TEXT NOT NULL,	-- SHA-256 of the new text, no spaces
	wire TEXT			-- the message as read (JSON); NULL: not
) STRICT;
INSERT INTO item VALUES(1,'f1cb277b725ef27a0c8e45accb444a71b37634bd92575ceb66172c5cbccf76a0','case',1,NULL,1795078800,'email','complaints',246,1,'','','m1@x.example','ann@example.org','4dfe20699f287e3874173d9038151fc1ac3900a608ea2c78e7bcdded7a6a0bdd','{"message_id":"m1@x.example","from":{"name":"Ann Resident","address":"ann@example.org"},"reply_to":[],"to":[{"name":"","address":"complaints@landlord.example"}],"cc":[],"subject":"Damp","date":"2026-11-19T09:00:00Z","text":"I want to complain about the damp in my flat. I have told you four times and nobody came.","new_text":"I want to complain about the damp in my flat. I have told you four times and nobody came.","attachments":[],"automated":null,"forwarded":null,"problems":[],"automated_why":"","in_reply_to":"","references":[],"tokens":[],"case_refs":[],"bounces":[],"return_path":"","do_not_answer":false}');
INSERT INTO item VALUES(2,'fa3294ea0ded1698aa7a4455da075489fff307b769f4ec36480f0f2c50360b37','case',2,NULL,1795078800,'email','complaints',199,1,'','','m2@x.example','ben@example.org','9b86beea7399c3b485e11f8a4dcac48f9162cd8f42188670cfc108309faf54cb','{"message_id":"m2@x.example","from":{"name":"Ben Tenant","address":"ben@example.org"},"reply_to":[],"to":[{"name":"","address":"complaints@landlord.example"}],"cc":[],"subject":"Tap","date":"2026-11-19T09:00:00Z","text":"The kitchen tap drips. Please send a plumber.","new_text":"The kitchen tap drips. Please send a plumber.","attachments":[],"automated":null,"forwarded":null,"problems":[],"automated_why":"","in_reply_to":"","references":[],"tokens":[],"case_refs":[],"bounces":[],"return_path":"","do_not_answer":false}');
INSERT INTO item VALUES(3,'d30c15d64a4e56223fbf6b9a8391c57b0c8b961fd8ef7303e55bd44bc0ef4d25','case',3,NULL,1795078800,'email','complaints',239,1,'','','m3@x.example','cat@example.org','cfecac3ee6ceb5ae930cdac13a23ad257e960accec91ae317807db0aee272cb2','{"message_id":"m3@x.example","from":{"name":"Cat Lodger","address":"cat@example.org"},"reply_to":[],"to":[{"name":"","address":"complaints@landlord.example"}],"cc":[],"subject":"Noise","date":"2026-11-19T09:00:00Z","text":"I am not happy with how my report of noise was handled. This is a formal complaint.","new_text":"I am not happy with how my report of noise was handled. This is a formal complaint.","attachments":[],"automated":null,"forwarded":null,"problems":[],"automated_why":"","in_reply_to":"","references":[],"tokens":[],"case_refs":[],"bounces":[],"return_path":"","do_not_answer":false}');
CREATE TABLE sighting (
	source TEXT NOT NULL,		-- name of the source
	uidvalidity INTEGER NOT NULL,	-- RFC 9051, 2.3.1.1; 0 if it has none
	uid INTEGER NOT NULL,		-- 0 if it has none
	sha256 TEXT NOT NULL REFERENCES item (sha256),
	seen INTEGER NOT NULL,		-- when
	PRIMARY KEY (source, uidvalidity, uid, sha256)
) STRICT, WITHOUT ROWID;
INSERT INTO sighting VALUES('complaints',0,0,'d30c15d64a4e56223fbf6b9a8391c57b0c8b961fd8ef7303e55bd44bc0ef4d25',1795168800);
INSERT INTO sighting VALUES('complaints',0,0,'f1cb277b725ef27a0c8e45accb444a71b37634bd92575ceb66172c5cbccf76a0',1795168800);
INSERT INTO sighting VALUES('complaints',0,0,'fa3294ea0ded1698aa7a4455da075489fff307b769f4ec36480f0f2c50360b37',1795168800);
CREATE TABLE suggestion (
	id INTEGER PRIMARY KEY,
	item_id INTEGER NOT NULL REFERENCES item (id),
	case_id INTEGER REFERENCES case_file (id),
	ruleset TEXT NOT NULL,		-- hash of the rules that were used
	body TEXT NOT NULL		-- as 'postroom classify' prints it
) STRICT;
INSERT INTO suggestion VALUES(1,1,1,'be9b9e596e1fcc60477af3fc7d6e619b3d497e481bbb47405602eed1b4c50257','{"category":"complaint","ground":null,"flags":["health_and_safety","damp_mould","request_inside"],"confidence":0.9949876372369606,"scores":{"complaint":0.9949876372369606,"service_request":0.00037003274660602859,"escalation":5.4225699220545291e-5,"exclusion":0.0038012563581760464,"survey_feedback":7.2056664122896396e-5,"compliment":0.00047183139576840744,"enquiry":0.00024295989914510551},"evidence":[{"rule":"Damp or mould","kind":"flag","name":"damp_mould","weight":4.5,"field":"subject","start":0,"end":4,"text":"Damp"},{"rule":"Damp or mould","kind":"flag","name":"damp_mould","weight":4.5,"field":"new_text","start":29,"end":33,"text":"damp"},{"rule":"Third time of asking","kind":"category","name":"complaint","weight":2.1989999999999998,"field":"new_text","start":62,"end":76,"text":"four times and"},{"rule":"Nobody came","kind":"category","name":"complaint","weight":2.044,"field":"new_text","start":77,"end":88,"text":"nobody came"},{"rule":"English all the same","kind":"flag","name":"other_language","weight":-2.0,"field":"new_text","start":25,"end":28,"text":"the"},{"rule":"English all the same","kind":"flag","name":"other_language","weight":-2.0,"field":"new_text","start":48,"end":52,"text":"have"},{"rule":"English all the same","kind":"flag","name":"other_language","weight":-2.0,"field":"new_text","start":58,"end":61,"text":"you"},{"rule":"English all the same","kind":"flag","name":"other_language","weight":-2.0,"field":"new_text","start":73,"end":76,"text":"and"},{"rule":"Has chased several times","kind":"category","name":"complaint","weight":1.944,"field":"new_text","start":53,"end":72,"text":"told you four times"},{"rule":"Subject of a repair","kind":"category","name":"service_request","weight":1.5049999999999999,"field":"subject","start":0,"end":4,"text":"Damp"},{"rule":"One sign of dissatisfaction","kind":"category","name":"complaint","weight":0.80000000000000004,"field":"new_text","start":0,"end":24,"text":"I want to complain about"},{"rule":"Two signs of dissatisfaction","kind":"category","name":"complaint","weight":0.80000000000000004,"field":"new_text","start":0,"end":24,"text":"I want to complain about"},{"rule":"A request with a sign of dissatisfaction","kind":"category","name":"complaint","weight":0.80000000000000004,"field":"subject","start":0,"end":4,"text":"Damp"},{"rule":"Says that it is a complaint","kind":"category","name":"complaint","weight":0.73299999999999998,"field":"new_text","start":0,"end":24,"text":"I want to complain about"},{"rule":"Wants to complain, whoever about","kind":"category","name":"complaint","weight":-0.66100000000000003,"field":"new_text","start":0,"end":18,"text":"I want to complain"},{"rule":"Three signs of dissatisfaction","kind":"category","name":"complaint","weight":0.59999999999999998,"field":"new_text","start":0,"end":24,"text":"I want to complain about"},{"rule":"the word list: \"i\"","kind":"category","name":"complaint","weight":0.50621782351916933,"field":"new_text","start":0,"end":1,"text":"I"},{"rule":"the word list: \"told\"","kind":"category","name":"complaint","weight":0.46861704983273866,"field":"new_text","start":53,"end":57,"text":"told"},{"rule":"Five signs of dissatisfaction","kind":"category","name":"complaint","weight":0.40000000000000002,"field":"new_text","start":0,"end":24,"text":"I want to complain about"},{"rule":"the word list: \"nobody\"","kind":"category","name":"complaint","weight":0.29036153013410398,"field":"new_text","start":77,"end":83,"text":"nobody"},{"rule":"the word list: \"times\"","kind":"category","name":"complaint","weight":0.24092347584268581,"field":"new_text","start":67,"end":72,"text":"times"},{"rule":"the word list: \"have\"","kind":"category","name":"complaint","weight":0.19496697467038163,"field":"new_text","start":48,"end":52,"text":"have"},{"rule":"the word list: \"and nobody\"","kind":"category","name":"complaint","weight":0.1782555196986346,"field":"new_text","start":73,"end":83,"text":"and nobody"}],"ruleset":"be9b9e596e1fcc60477af3fc7d6e619b3d497e481bbb47405602eed1b4c50257"}');
INSERT INTO suggestion VALUES(2,2,2,'be9b9e596e1fcc60477af3fc7d6e619b3d497e481bbb47405602eed1b4c50257','{"category":"service_request","ground":null,"flags":[],"confidence":0.96587351736872984,"scores":{"complaint":0.025765451076616708,"service_request":0.96587351736872984,"escalation":0.00023149637496656028,"exclusion":0.0032800327978024322,"survey_feedback":0.00012920461140197688,"compliment":0.0027953001931781065,"enquiry":0.0019249975773043813},"evidence":[{"rule":"Asks to send somebody or to mend","kind":"category","name":"service_request","weight":1.7669999999999999,"field":"new_text","start":23,"end":34,"text":"Please send"},{"rule":"Something is still to be done","kind":"flag","name":"request_inside","weight":1.6000000000000001,"field":"new_text","start":23,"end":34,"text":"Please send"},{"rule":"Subject of a repair","kind":"category","name":"service_request","weight":1.5049999999999999,"field":"subject","start":0,"end":3,"text":"Tap"},{"rule":"A fault is told","kind":"category","name":"service_request","weight":1.383,"field":"new_text","start":16,"end":21,"text":"drips"},{"rule":"Small narrative of failure","kind":"category","name":"complaint","weight":0.88200000000000001,"field":"new_text","start":30,"end":44,"text":"send a plumber"},{"rule":"the word list: \"the\"","kind":"category","name":"service_request","weight":0.85733333333333328,"field":"new_text","start":0,"end":3,"text":"The"},{"rule":"the word list: \"please\"","kind":"category","name":"service_request","weight":0.84799999999999998,"field":"new_text","start":23,"end":29,"text":"Please"},{"rule":"One sign of dissatisfaction","kind":"category","name":"complaint","weight":0.80000000000000004,"field":"new_text","start":30,"end":44,"text":"send a plumber"},{"rule":"No sign of dissatisfaction, and asks","kind":"category","name":"service_request","weight":0.80000000000000004,"field":"subject","start":0,"end":3,"text":"Tap"},{"rule":"Praise of the last visit with a new request","kind":"category","name":"service_request","weight":0.751,"field":"new_text","start":12,"end":29,"text":"tap drips. Please"},{"rule":"the word list: \"send\"","kind":"category","name":"service_request","weight":0.34133333333333332,"field":"new_text","start":30,"end":34,"text":"send"},{"rule":"the word list: \"please send\"","kind":"category","name":"service_request","weight":0.20133333333333331,"field":"new_text","start":23,"end":34,"text":"Please send"}],"ruleset":"be9b9e596e1fcc60477af3fc7d6e619b3d497e481bbb47405602eed1b4c50257"}');
INSERT INTO suggestion VALUES(3,3,3,'be9b9e596e1fcc60477af3fc7d6e619b3d497e481bbb47405602eed1b4c50257','{"category":"complaint","ground":null,"flags":["request_inside"],"confidence":0.42146935826758369,"scores":{"complaint":0.42146935826758369,"service_request":0.010026290514352151,"escalation":0.41745185415470648,"exclusion":0.09562628575944454,"survey_feedback":0.0056367284816679413,"compliment":0.023576117856248947,"enquiry":0.026213364965996279},"evidence":[{"rule":"Does not accept the answer","kind":"category","name":"escalation","weight":2.3149999999999999,"field":"new_text","start":5,"end":19,"text":"not happy with"},{"rule":"Plain words of anger","kind":"category","name":"complaint","weight":0.97199999999999998,"field":"new_text","start":5,"end":14,"text":"not happy"},{"rule":"One sign of dissatisfaction","kind":"category","name":"complaint","weight":0.80000000000000004,"field":"new_text","start":66,"end":82,"text":"formal complaint"},{"rule":"Two signs of dissatisfaction","kind":"category","name":"complaint","weight":0.80000000000000004,"field":"new_text","start":66,"end":82,"text":"formal complaint"},{"rule":"Says that it is a complaint","kind":"category","name":"complaint","weight":0.73299999999999998,"field":"new_text","start":66,"end":82,"text":"formal complaint"},{"rule":"the word list: \"i\"","kind":"category","name":"complaint","weight":0.58160000000000001,"field":"new_text","start":0,"end":1,"text":"I"},{"rule":"the word list: \"is a\"","kind":"category","name":"complaint","weight":0.45599999999999996,"field":"new_text","start":61,"end":65,"text":"is a"},{"rule":"the word list: \"was\"","kind":"category","name":"complaint","weight":0.20080000000000001,"field":"new_text","start":43,"end":46,"text":"was"}],"ruleset":"be9b9e596e1fcc60477af3fc7d6e619b3d497e481bbb47405602eed1b4c50257"}');
CREATE TABLE history (
	id INTEGER PRIMARY KEY AUTOINCREMENT, -- 1, 2, 3 … without a gap
	case_id INTEGER REFERENCES case_file (id), -- NULL: no case
	at INTEGER NOT NULL,
	actor TEXT NOT NULL CHECK (actor <> ''), -- a person, or 'postroom'
	event TEXT NOT NULL CHECK (event <> ''), -- 'received', 'confirmed' …
	detail TEXT NOT NULL,		-- a JSON object
	chain TEXT NOT NULL		-- SHA-256 over this and the one before
) STRICT;
INSERT INTO history VALUES(1,1,1795168800,'postroom','received','{"channel":"email","forwarded":false,"item":"f1cb277b725ef27a0c8e45accb444a71b37634bd92575ceb66172c5cbccf76a0","source":"complaints"}','e3b199839fafb6d71175292127956ddb7c2003f2496d5073db261085eeb2bd5a');
INSERT INTO history VALUES(2,1,1795168800,'postroom','queued','{"guard":false,"letter":"receipt","message_id":"prrj5rxegbm4kucjlyv27h57brku.receipt.1795168800@landlord.example"}','f7da908d72724536c6564f74824dac2522f28ed5a611906c0de085f1be8abb9f');
INSERT INTO history VALUES(3,2,1795168800,'postroom','received','{"channel":"email","forwarded":false,"item":"fa3294ea0ded1698aa7a4455da075489fff307b769f4ec36480f0f2c50360b37","source":"complaints"}','43b1169690d931c37bf31607ab3fe468bd6ff98ec3e1bff512efa6f472a802b9');
INSERT INTO history VALUES(4,2,1795168800,'postroom','queued','{"guard":false,"letter":"receipt","message_id":"pr5tcdquqaqf5s457d24zspltuoq.receipt.1795168800@landlord.example"}','c0bf4b1091713b1180b760c9c0948a953b331b1b41d26a89fd4acbf8799c470e');
INSERT INTO history VALUES(5,3,1795168800,'postroom','received','{"channel":"email","forwarded":false,"item":"d30c15d64a4e56223fbf6b9a8391c57b0c8b961fd8ef7303e55bd44bc0ef4d25","source":"complaints"}','9fe03ab0eece0120d9ba7b43466f2f1c83cbb31d8effb1a1b759a985e1318a2c');
INSERT INTO history VALUES(6,3,1795168800,'postroom','queued','{"guard":false,"letter":"receipt","message_id":"prtrst3ehtzwqia7tjcygp6zb5li.receipt.1795168800@landlord.example"}','c0d4f7c6eca06e631f6c80cc475cd05dcf41436836ae60aa53afda583b50da92');
INSERT INTO history VALUES(7,1,1795168800,'postroom','sent','{"guard":false,"letter":"receipt","message_id":"prrj5rxegbm4kucjlyv27h57brku.receipt.1795168800@landlord.example","reply":"Written to receipt-CR-2026-00001-Q-dec2182ecb66.eml"}','4d97199e0406e54181e7e49c4f98553e5491776c4ced05bbbfb9ce3ed011aac3');
INSERT INTO history VALUES(8,2,1795168800,'postroom','sent','{"guard":false,"letter":"receipt","message_id":"pr5tcdquqaqf5s457d24zspltuoq.receipt.1795168800@landlord.example","reply":"Written to receipt-CR-2026-00002-G-6374f626d06e.eml"}','3c0f957eb06331ea06e489bb265a5ce9c19da0075fa60c8ba34eb743053090e5');
INSERT INTO history VALUES(9,3,1795168800,'postroom','sent','{"guard":false,"letter":"receipt","message_id":"prtrst3ehtzwqia7tjcygp6zb5li.receipt.1795168800@landlord.example","reply":"Written to receipt-CR-2026-00003-Z-28965c5d6b4c.eml"}','2d8af21d15d142e5b03e31eee05e7f3bcd93097181163c73c5f78715d590a816');
INSERT INTO history VALUES(10,1,1795168800,'Olive Officer','confirmed','{"before":"complaint","category":"complaint","ground":null,"reason":null}','93fc0ffa1a9c9c4e548425c00d7be2ecb2fadfe325a383421c2a6b298d87ea6b');
CREATE TABLE decision (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	at INTEGER NOT NULL,
	who TEXT NOT NULL CHECK (who <> ''), -- name of the person
	category TEXT NOT NULL,
	ground TEXT,
	reason TEXT NOT NULL		-- '' if none was needed
) STRICT;
INSERT INTO decision VALUES(1,1,1795168800,'Olive Officer','complaint',NULL,'');
CREATE TABLE duty (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	kind TEXT NOT NULL CHECK (kind <> ''), -- names of policy/duty.h
	stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
	provision TEXT NOT NULL,	-- paragraph that asks for it
	due_day TEXT,			-- last day on which it is in time
	due_at INTEGER,			-- the same, for duties in clock hours
	due_by INTEGER NOT NULL,	-- first instant at which it is late
	guard_at INTEGER,		-- when the guard acts; NULL: never
	met INTEGER,			-- when it was met
	met_event INTEGER REFERENCES history (id), -- by what
	ended INTEGER,			-- when it was ended without being met
	ended_by TEXT NOT NULL DEFAULT '', -- person or rule
	ended_reason TEXT NOT NULL DEFAULT '',
	CHECK ((due_day IS NULL) <> (due_at IS NULL)),
	CHECK ((met IS NULL) = (met_event IS NULL)),
	CHECK (met IS NULL OR ended IS NULL),
	CHECK (ended IS NULL OR (ended_by <> '' AND ended_reason <> ''))
) STRICT;
INSERT INTO duty VALUES(1,1,'urgent',0,'6.1',NULL,1795093200,1795093201,NULL,NULL,NULL,NULL,'','');
INSERT INTO duty VALUES(2,1,'look',0,'1.4','2026-11-24',NULL,1795564800,NULL,1795168800,10,NULL,'','');
INSERT INTO duty VALUES(3,1,'acknowledge-1',1,'6.2','2026-11-26',NULL,1795737600,1795514400,NULL,NULL,NULL,'','');
INSERT INTO duty VALUES(4,2,'look',0,'1.4','2026-11-24',NULL,1795564800,NULL,NULL,NULL,NULL,'','');
INSERT INTO duty VALUES(5,3,'look',0,'1.4','2026-11-24',NULL,1795564800,NULL,NULL,NULL,NULL,'','');
INSERT INTO duty VALUES(6,3,'acknowledge-1',1,'6.2','2026-11-26',NULL,1795737600,1795514400,NULL,NULL,NULL,'','');
CREATE TABLE draft (
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	stage INTEGER NOT NULL CHECK (stage IN (1, 2)),
	definition TEXT NOT NULL,	-- the complaint, Code 5.6
	outcomes TEXT NOT NULL,		-- what the resident wants, Code 5.6
	responsibility TEXT NOT NULL,	-- what is ours, Code 5.7
	clarification TEXT NOT NULL,	-- what we still ask
	edited_by TEXT NOT NULL,	-- '' while nobody has
	at INTEGER,			-- of the last change
	PRIMARY KEY (case_id, stage)
) STRICT, WITHOUT ROWID;
INSERT INTO draft VALUES(1,1,replace('1. I want to complain about the damp in my flat.\n2. I have told you four times and nobody came.','\n',char(10)),'You have not told us yet what you would like us to do.','','What would you like us to do to put things right?','',1795168800);
INSERT INTO draft VALUES(3,1,'1. I am not happy with how my report of noise was handled. This is a formal complaint.','You have not told us yet what you would like us to do.','','What would you like us to do to put things right?','',1795168800);
CREATE TABLE letter (
	id INTEGER PRIMARY KEY,
	case_id INTEGER NOT NULL REFERENCES case_file (id),
	kind TEXT NOT NULL,		-- 'receipt', 'acknowledgement-1' …
	stage INTEGER NOT NULL CHECK (stage BETWEEN 0 AND 2),
	state TEXT NOT NULL CHECK (state IN ('queued', 'claimed', 'sent',
		'uncertain', 'held', 'failed', 'bounced', 'withdrawn')),
	to_name TEXT NOT NULL,
	to_address TEXT NOT NULL,
	from_name TEXT NOT NULL,
	from_address TEXT NOT NULL,
	reply_to TEXT NOT NULL,
	subject TEXT NOT NULL,
	body TEXT NOT NULL,		-- the text as the resident reads it
	message_id TEXT NOT NULL UNIQUE, -- one for all attempts
	in_reply_to TEXT NOT NULL,
	mail_references TEXT NOT NULL,	-- Message-IDs, one a line
	dated INTEGER NOT NULL,		-- printed in the letter
	template_hash TEXT NOT NULL,	-- SHA-256 of the template
	mail BLOB NOT NULL,		-- RFC 5322, just as it is sent
	envelope_from TEXT NOT NULL,	-- where bounces go
	guard INTEGER NOT NULL CHECK (guard IN (0, 1)), -- nobody read it
	actor TEXT NOT NULL CHECK (actor <> ''), -- who released it
	created INTEGER NOT NULL,
	next_at INTEGER NOT NULL,	-- not to be tried before
	claimed INTEGER,		-- a sender has had it since
	sent INTEGER,			-- when the server took it
	attempts INTEGER NOT NULL DEFAULT 0,
	uncertain INTEGER NOT NULL DEFAULT 0, -- how often no answer came
	reply TEXT NOT NULL DEFAULT ''	-- the server's last word, or ours
) STRICT;
INSERT INTO letter VALUES(1,1,'receipt',0,'sent','Ann Resident','ann@example.org','Example Homes','complaints@landlord.example','complaints@landlord.example','We have received your message, reference CR-2026-00001-Q',replace('Dear Ann Resident\n\nWe received your message on Thursday 19 November 2026. Thank you for contacting us.\n\nYour reference is CR-2026-00001-Q. Please give it if you write or call about this.\n\nWhat happens next\n\nSomebody at Example Homes will read your message. This email was sent automatically. It tells you only that your message has reached us, and it is not our answer. If you are making a complaint, we will write to you again to acknowledge it.\n\nIf it is an emergency\n\nCall us on 01234 567891 at any time of day or night. If somebody is in danger, call 999.\n\nIf you need to reach us\n\nReply to this email, or call 01234 567890. Please tell us if you would like us to contact you in another way, for example by telephone, in large print or in another language.\n\nYou can also contact the Housing Ombudsman Service for advice. It is free and independent of us.\n\nHousing Ombudsman Service\nOnline form: https://www.housing-ombudsman.org.uk/residents/make-a-complaint/\nTelephone: 0300 111 3000\nPost: Housing Ombudsman Service, PO Box 1484, Unit D, Preston, PR2 0ET\nWebsite: https://www.housing-ombudsman.org.uk\nSince 13 January 2026 the Ombudsman takes no new cases by email. Please use the online form, or telephone if you need help with it.\n\nExample Homes\n1 High Street, Anytown, AN1 1AA\n','\n',char(10)),'prrj5rxegbm4kucjlyv27h57brku.receipt.1795168800@landlord.example','m1@x.example','',1795168800,'85238e1fda317976b61a8857140102a36897ef2f22ad05f730409846c8ccefe6',X'446174653a204672692c203230204e6f7620323032362031303a30303a3030202b303030300d0a46726f6d3a204578616d706c6520486f6d6573203c636f6d706c61696e7473406c616e646c6f72642e6578616d706c653e0d0a546f3a20416e6e205265736964656e74203c616e6e406578616d706c652e6f72673e0d0a5265706c792d546f3a20224578616d706c6520486f6d657320287072726a3572786567626d346b75636a6c7976323768353762726b7529220d0a093c636f6d706c61696e7473406c616e646c6f72642e6578616d706c653e0d0a5375626a6563743a205765206861766520726563656976656420796f7572206d6573736167652c207265666572656e63652043522d323032362d30303030312d510d0a4d6573736167652d49443a203c7072726a3572786567626d346b75636a6c7976323768353762726b752e726563656970742e31373935313638383030406c616e646c6f72642e6578616d706c653e0d0a496e2d5265706c792d546f3a203c6d3140782e6578616d706c653e0d0a5265666572656e6365733a203c6d3140782e6578616d706c653e0d0a4175746f2d5375626d69747465643a206175746f2d7265706c6965640d0a582d4175746f2d526573706f6e73652d53757070726573733a2044522c20524e2c204e524e2c204f4f462c204175746f5265706c790d0a582d506f7374726f6f6d2d4c65747465723a20726563656970740d0a4d494d452d56657273696f6e3a20312e300d0a436f6e74656e742d547970653a20746578742f706c61696e3b20636861727365743d7574662d380d0a436f6e74656e742d5472616e736665722d456e636f64696e673a2071756f7465642d7072696e7461626c650d0a436f6e74656e742d4c616e67756167653a20656e2d47420d0a0d0a4465617220416e6e205265736964656e740d0a0d0a576520726563656976656420796f7572206d657373616765206f6e205468757273646179203139204e6f76656d62657220323032362e205468616e6b20796f7520666f7220636f6e7461633d0d0a74696e672075732e0d0a0d0a596f7572207265666572656e63652069732043522d323032362d30303030312d512e20506c65617365206769766520697420696620796f75207772697465206f722063616c6c2061626f753d0d0a7420746869732e0d0a0d0a576861742068617070656e73206e6578740d0a0d0a536f6d65626f6479206174204578616d706c6520486f6d65732077696c6c207265616420796f7572206d6573736167652e205468697320656d61696c207761732073656e74206175746f6d3d0d0a61746963616c6c792e2049742074656c6c7320796f75206f6e6c79207468617420796f7572206d6573736167652068617320726561636865642075732c20616e64206974206973206e6f743d0d0a206f757220616e737765722e20496620796f7520617265206d616b696e67206120636f6d706c61696e742c2077652077696c6c20777269746520746f20796f7520616761696e20746f20613d0d0a636b6e6f776c656467652069742e0d0a0d0a496620697420697320616e20656d657267656e63790d0a0d0a43616c6c207573206f6e2030313233342035363738393120617420616e792074696d65206f6620646179206f72206e696768742e20496620736f6d65626f647920697320696e2064616e673d0d0a65722c2063616c6c203939392e0d0a0d0a496620796f75206e65656420746f2072656163682075730d0a0d0a5265706c7920746f207468697320656d61696c2c206f722063616c6c203031323334203536373839302e20506c656173652074656c6c20757320696620796f7520776f756c64206c696b653d0d0a20757320746f20636f6e7461637420796f7520696e20616e6f74686572207761792c20666f72206578616d706c652062792074656c6570686f6e652c20696e206c61726765207072696e743d0d0a206f7220696e20616e6f74686572206c616e67756167652e0d0a0d0a596f752063616e20616c736f20636f6e746163742074686520486f7573696e67204f6d627564736d616e205365727669636520666f72206164766963652e204974206973206672656520613d0d0a6e6420696e646570656e64656e74206f662075732e0d0a0d0a486f7573696e67204f6d627564736d616e20536572766963650d0a4f6e6c696e6520666f726d3a2068747470733a2f2f7777772e686f7573696e672d6f6d627564736d616e2e6f72672e756b2f7265736964656e74732f6d616b652d612d636f6d706c61696e3d0d0a742f0d0a54656c6570686f6e653a20303330302031313120333030300d0a506f73743a20486f7573696e67204f6d627564736d616e20536572766963652c20504f20426f7820313438342c20556e697420442c2050726573746f6e2c20505232203045540d0a576562736974653a2068747470733a2f2f7777772e686f7573696e672d6f6d627564736d616e2e6f72672e756b0d0a53696e6365203133204a616e75617279203230323620746865204f6d627564736d616e2074616b6573206e6f206e657720636173657320627920656d61696c2e20506c65617365207573653d0d0a20746865206f6e6c696e6520666f726d2c206f722074656c6570686f6e6520696620796f75206e6565642068656c7020776974682069742e0d0a0d0a4578616d706c6520486f6d65730d0a312048696768205374726565742c20416e79746f776e2c20414e31203141410d0a','complaints@landlord.example',0,'postroom',1795168800,1795317193,NULL,1795168800,1,0,'Written to receipt-CR-2026-00001-Q-dec2182ecb66.eml');
INSERT INTO letter VALUES(2,2,'receipt',0,'sent','Ben Tenant','ben@example.org','Example Homes','complaints@landlord.example','complaints@landlord.example','We have received your message, reference CR-2026-00002-G',replace('Dear Ben Tenant\n\nWe received your message on Thursday 19 November 2026. Thank you for contacting us.\n\nYour reference is CR-2026-00002-G. Please give it if you write or call about this.\n\nWhat happens next\n\nSomebody at Example Homes will read your message. This email was sent automatically. It tells you only that your message has reached us, and it is not our answer. If you are making a complaint, we will write to you again to acknowledge it.\n\nIf it is an emergency\n\nCall us on 01234 567891 at any time of day or night. If somebody is in danger, call 999.\n\nIf you need to reach us\n\nReply to this email, or call 01234 567890. Please tell us if you would like us to contact you in another way, for example by telephone, in large print or in another language.\n\nYou can also contact the Housing Ombudsman Service for advice. It is free and independent of us.\n\nHousing Ombudsman Service\nOnline form: https://www.housing-ombudsman.org.uk/residents/make-a-complaint/\nTelephone: 0300 111 3000\nPost: Housing Ombudsman Service, PO Box 1484, Unit D, Preston, PR2 0ET\nWebsite: https://www.housing-ombudsman.org.uk\nSince 13 January 2026 the Ombudsman takes no new cases by email. Please use the online form, or telephone if you need help with it.\n\nExample Homes\n1 High Street, Anytown, AN1 1AA\n','\n',char(10)),'pr5tcdquqaqf5s457d24zspltuoq.receipt.1795168800@landlord.example','m2@x.example','',1795168800,'85238e1fda317976b61a8857140102a36897ef2f22ad05f730409846c8ccefe6',X'446174653a204672692c203230204e6f7620323032362031303a30303a3030202b303030300d0a46726f6d3a204578616d706c6520486f6d6573203c636f6d706c61696e7473406c616e646c6f72642e6578616d706c653e0d0a546f3a2042656e2054656e616e74203c62656e406578616d706c652e6f72673e0d0a5265706c792d546f3a20224578616d706c6520486f6d6573202870723574636471757161716635733435376432347a73706c74756f7129220d0a093c636f6d706c61696e7473406c616e646c6f72642e6578616d706c653e0d0a5375626a6563743a205765206861766520726563656976656420796f7572206d6573736167652c207265666572656e63652043522d323032362d30303030322d470d0a4d6573736167652d49443a203c70723574636471757161716635733435376432347a73706c74756f712e726563656970742e31373935313638383030406c616e646c6f72642e6578616d706c653e0d0a496e2d5265706c792d546f3a203c6d3240782e6578616d706c653e0d0a5265666572656e6365733a203c6d3240782e6578616d706c653e0d0a4175746f2d5375626d69747465643a206175746f2d7265706c6965640d0a582d4175746f2d526573706f6e73652d53757070726573733a2044522c20524e2c204e524e2c204f4f462c204175746f5265706c790d0a582d506f7374726f6f6d2d4c65747465723a20726563656970740d0a4d494d452d56657273696f6e3a20312e300d0a436f6e74656e742d547970653a20746578742f706c61696e3b20636861727365743d7574662d380d0a436f6e74656e742d5472616e736665722d456e636f64696e673a2071756f7465642d7072696e7461626c650d0a436f6e74656e742d4c616e67756167653a20656e2d47420d0a0d0a446561722042656e2054656e616e740d0a0d0a576520726563656976656420796f7572206d657373616765206f6e205468757273646179203139204e6f76656d62657220323032362e205468616e6b20796f7520666f7220636f6e7461633d0d0a74696e672075732e0d0a0d0a596f7572207265666572656e63652069732043522d323032362d30303030322d472e20506c65617365206769766520697420696620796f75207772697465206f722063616c6c2061626f753d0d0a7420746869732e0d0a0d0a576861742068617070656e73206e6578740d0a0d0a536f6d65626f6479206174204578616d706c6520486f6d65732077696c6c207265616420796f7572206d6573736167652e205468697320656d61696c207761732073656e74206175746f6d3d0d0a61746963616c6c792e2049742074656c6c7320796f75206f6e6c79207468617420796f7572206d6573736167652068617320726561636865642075732c20616e64206974206973206e6f743d0d0a206f757220616e737765722e20496620796f7520617265206d616b696e67206120636f6d706c61696e742c2077652077696c6c20777269746520746f20796f7520616761696e20746f20613d0d0a636b6e6f776c656467652069742e0d0a0d0a496620697420697320616e20656d657267656e63790d0a0d0a43616c6c207573206f6e2030313233342035363738393120617420616e792074696d65206f6620646179206f72206e696768742e20496620736f6d65626f647920697320696e2064616e673d0d0a65722c2063616c6c203939392e0d0a0d0a496620796f75206e65656420746f2072656163682075730d0a0d0a5265706c7920746f207468697320656d61696c2c206f722063616c6c203031323334203536373839302e20506c656173652074656c6c20757320696620796f7520776f756c64206c696b653d0d0a20757320746f20636f6e7461637420796f7520696e20616e6f74686572207761792c20666f72206578616d706c652062792074656c6570686f6e652c20696e206c61726765207072696e743d0d0a206f7220696e20616e6f74686572206c616e67756167652e0d0a0d0a596f752063616e20616c736f20636f6e746163742074686520486f7573696e67204f6d627564736d616e205365727669636520666f72206164766963652e204974206973206672656520613d0d0a6e6420696e646570656e64656e74206f662075732e0d0a0d0a486f7573696e67204f6d627564736d616e20536572766963650d0a4f6e6c696e6520666f726d3a2068747470733a2f2f7777772e686f7573696e672d6f6d627564736d616e2e6f72672e756b2f7265736964656e74732f6d616b652d612d636f6d706c61696e3d0d0a742f0d0a54656c6570686f6e653a20303330302031313120333030300d0a506f73743a20486f7573696e67204f6d627564736d616e20536572766963652c20504f20426f7820313438342c20556e697420442c2050726573746f6e2c20505232203045540d0a576562736974653a2068747470733a2f2f7777772e686f7573696e672d6f6d627564736d616e2e6f72672e756b0d0a53696e6365203133204a616e75617279203230323620746865204f6d627564736d616e2074616b6573206e6f206e657720636173657320627920656d61696c2e20506c65617365207573653d0d0a20746865206f6e6c696e6520666f726d2c206f722074656c6570686f6e6520696620796f75206e6565642068656c7020776974682069742e0d0a0d0a4578616d706c6520486f6d65730d0a312048696768205374726565742c20416e79746f776e2c20414e31203141410d0a','complaints@landlord.example',0,'postroom',1795168800,1795317193,NULL,1795168800,1,0,'Written to receipt-CR-2026-00002-G-6374f626d06e.eml');
INSERT INTO letter VALUES(3,3,'receipt',0,'sent','Cat Lodger','cat@example.org','Example Homes','complaints@landlord.example','complaints@landlord.example','We have received your message, reference CR-2026-00003-Z',replace('Dear Cat Lodger\n\nWe received your message on Thursday 19 November 2026. Thank you for contacting us.\n\nYour reference is CR-2026-00003-Z. Please give it if you write or call about this.\n\nWhat happens next\n\nSomebody at Example Homes will read your message. This email was sent automatically. It tells you only that your message has reached us, and it is not our answer. If you are making a complaint, we will write to you again to acknowledge it.\n\nIf it is an emergency\n\nCall us on 01234 567891 at any time of day or night. If somebody is in danger, call 999.\n\nIf you need to reach us\n\nReply to this email, or call 01234 567890. Please tell us if you would like us to contact you in another way, for example by telephone, in large print or in another language.\n\nYou can also contact the Housing Ombudsman Service for advice. It is free and independent of us.\n\nHousing Ombudsman Service\nOnline form: https://www.housing-ombudsman.org.uk/residents/make-a-complaint/\nTelephone: 0300 111 3000\nPost: Housing Ombudsman Service, PO Box 1484, Unit D, Preston, PR2 0ET\nWebsite: https://www.housing-ombudsman.org.uk\nSince 13 January 2026 the Ombudsman takes no new cases by email. Please use the online form, or telephone if you need help with it.\n\nExample Homes\n1 High Street, Anytown, AN1 1AA\n','\n',char(10)),'prtrst3ehtzwqia7tjcygp6zb5li.receipt.1795168800@landlord.example','m3@x.example','',1795168800,'85238e1fda317976b61a8857140102a36897ef2f22ad05f730409846c8ccefe6',X'446174653a204672692c203230204e6f7620323032362031303a30303a3030202b303030300d0a46726f6d3a204578616d706c6520486f6d6573203c636f6d706c61696e7473406c616e646c6f72642e6578616d706c653e0d0a546f3a20436174204c6f64676572203c636174406578616d706c652e6f72673e0d0a5265706c792d546f3a20224578616d706c6520486f6d65732028707274727374336568747a7771696137746a63796770367a62356c6929220d0a093c636f6d706c61696e7473406c616e646c6f72642e6578616d706c653e0d0a5375626a6563743a205765206861766520726563656976656420796f7572206d6573736167652c207265666572656e63652043522d323032362d30303030332d5a0d0a4d6573736167652d49443a203c707274727374336568747a7771696137746a63796770367a62356c692e726563656970742e31373935313638383030406c616e646c6f72642e6578616d706c653e0d0a496e2d5265706c792d546f3a203c6d3340782e6578616d706c653e0d0a5265666572656e6365733a203c6d3340782e6578616d706c653e0d0a4175746f2d5375626d69747465643a206175746f2d7265706c6965640d0a582d4175746f2d526573706f6e73652d53757070726573733a2044522c20524e2c204e524e2c204f4f462c204175746f5265706c790d0a582d506f7374726f6f6d2d4c65747465723a20726563656970740d0a4d494d452d56657273696f6e3a20312e300d0a436f6e74656e742d547970653a20746578742f706c61696e3b20636861727365743d7574662d380d0a436f6e74656e742d5472616e736665722d456e636f64696e673a2071756f7465642d7072696e7461626c650d0a436f6e74656e742d4c616e67756167653a20656e2d47420d0a0d0a4465617220436174204c6f646765720d0a0d0a576520726563656976656420796f7572206d657373616765206f6e205468757273646179203139204e6f76656d62657220323032362e205468616e6b20796f7520666f7220636f6e7461633d0d0a74696e672075732e0d0a0d0a596f7572207265666572656e63652069732043522d323032362d30303030332d5a2e20506c65617365206769766520697420696620796f75207772697465206f722063616c6c2061626f753d0d0a7420746869732e0d0a0d0a576861742068617070656e73206e6578740d0a0d0a536f6d65626f6479206174204578616d706c6520486f6d65732077696c6c207265616420796f7572206d6573736167652e205468697320656d61696c207761732073656e74206175746f6d3d0d0a61746963616c6c792e2049742074656c6c7320796f75206f6e6c79207468617420796f7572206d6573736167652068617320726561636865642075732c20616e64206974206973206e6f743d0d0a206f757220616e737765722e20496620796f7520617265206d616b696e67206120636f6d706c61696e742c2077652077696c6c20777269746520746f20796f7520616761696e20746f20613d0d0a636b6e6f776c656467652069742e0d0a0d0a496620697420697320616e20656d657267656e63790d0a0d0a43616c6c207573206f6e2030313233342035363738393120617420616e792074696d65206f6620646179206f72206e696768742e20496620736f6d65626f647920697320696e2064616e673d0d0a65722c2063616c6c203939392e0d0a0d0a496620796f75206e65656420746f2072656163682075730d0a0d0a5265706c7920746f207468697320656d61696c2c206f722063616c6c203031323334203536373839302e20506c656173652074656c6c20757320696620796f7520776f756c64206c696b653d0d0a20757320746f20636f6e7461637420796f7520696e20616e6f74686572207761792c20666f72206578616d706c652062792074656c6570686f6e652c20696e206c61726765207072696e743d0d0a206f7220696e20616e6f74686572206c616e67756167652e0d0a0d0a596f752063616e20616c736f20636f6e746163742074686520486f7573696e67204f6d627564736d616e205365727669636520666f72206164766963652e204974206973206672656520613d0d0a6e6420696e646570656e64656e74206f662075732e0d0a0d0a486f7573696e67204f6d627564736d616e20536572766963650d0a4f6e6c696e6520666f726d3a2068747470733a2f2f7777772e686f7573696e672d6f6d627564736d616e2e6f72672e756b2f7265736964656e74732f6d616b652d612d636f6d706c61696e3d0d0a742f0d0a54656c6570686f6e653a20303330302031313120333030300d0a506f73743a20486f7573696e67204f6d627564736d616e20536572766963652c20504f20426f7820313438342c20556e697420442c2050726573746f6e2c20505232203045540d0a576562736974653a2068747470733a2f2f7777772e686f7573696e672d6f6d627564736d616e2e6f72672e756b0d0a53696e6365203133204a616e75617279203230323620746865204f6d627564736d616e2074616b6573206e6f206e657720636173657320627920656d61696c2e20506c65617365207573653d0d0a20746865206f6e6c696e6520666f726d2c206f722074656c6570686f6e6520696620796f75206e6565642068656c7020776974682069742e0d0a0d0a4578616d706c6520486f6d65730d0a312048696768205374726565742c20416e79746f776e2c20414e31203141410d0a','complaints@landlord.example',0,'postroom',1795168800,1795317193,NULL,1795168800,1,0,'Written to receipt-CR-2026-00003-Z-28965c5d6b4c.eml');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('history',10);
CREATE INDEX case_received ON case_file (received, id);
CREATE INDEX item_case ON item (case_id);
CREATE INDEX item_message_id ON item (message_id) WHERE message_id <> '';
CREATE INDEX suggestion_item ON suggestion (item_id);
CREATE INDEX suggestion_case ON suggestion (case_id);
CREATE INDEX history_case ON history (case_id);
CREATE TRIGGER history_keeps BEFORE UPDATE ON history BEGIN
	SELECT RAISE (ABORT, 'history is only ever added to');
END;
CREATE TRIGGER history_stays BEFORE DELETE ON history BEGIN
	SELECT RAISE (ABORT, 'history is only ever added to');
END;
CREATE INDEX decision_case ON decision (case_id);
CREATE TRIGGER decision_keeps BEFORE UPDATE ON decision BEGIN
	SELECT RAISE (ABORT, 'decisions are only ever added to');
END;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision BEGIN
	SELECT RAISE (ABORT, 'decisions are only ever added to');
END;
CREATE INDEX duty_case ON duty (case_id);
CREATE INDEX duty_due ON duty (due_by, id) WHERE met IS NULL AND ended IS NULL;
CREATE UNIQUE INDEX duty_open ON duty (case_id, kind, stage)
	WHERE met IS NULL AND ended IS NULL;
CREATE INDEX letter_case ON letter (case_id);
CREATE INDEX letter_due ON letter (next_at, id)
	WHERE state IN ('queued', 'uncertain');
CREATE INDEX letter_to ON letter (to_address COLLATE NOCASE, created);
CREATE UNIQUE INDEX letter_live ON letter (case_id, kind, stage)
	WHERE state IN ('queued', 'claimed', 'sent', 'uncertain', 'held');
COMMIT;
PRAGMA user_version = 1;
