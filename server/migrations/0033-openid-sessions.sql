-- Sessions of the OpenID provider are also asked for by the name that requests refer to them by; it opens nothing.
CREATE INDEX openid_artifacts_session ON identity.openid_artifacts ((payload->>'uid')) WHERE model = 'Session';
