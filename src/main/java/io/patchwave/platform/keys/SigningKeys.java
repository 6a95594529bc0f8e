package io.patchwave.platform.keys;

import io.patchwave.platform.config.DataFolder;
import io.patchwave.platform.database.Sql;
import io.patchwave.platform.id.Secrets;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The server's signing key: RSA-3072 with SHA-256, which openssl 1.0 and .NET 3.5 can check (Ed25519 they cannot). It lies
 * outside the database in {@code keys/signing.pem} (mode 0600); its fingerprint is recorded inside, and a server whose key
 * is not the recorded one refuses to start: agents have pinned it.
 */
@ApplicationScoped
public class SigningKeys {
    private static final String FILE = "keys/signing.pem";
    private static final String SETTING = "signing-key-fingerprint";
    private static final String READ = "select content from platform_setting where name = ?";
    private static final String RECORD =
            "insert into platform_setting (name, content) values (?, ?) on conflict do nothing";

    private final DataFolder folder;
    private final Sql sql;
    private @Nullable KeyPair keys;

    SigningKeys(DataFolder folder, Sql sql) {
        this.folder = folder;
        this.sql = sql;
    }

    void open(@Observes @Priority(10) StartupEvent start) throws IOException, GeneralSecurityException {
        String recorded = sql.one(READ, row -> row.getString(1), SETTING).orElse(null);
        Path file = folder.root().resolve(FILE);
        if (!Files.exists(file) && recorded == null) {
            folder.folder("keys");
            folder.writeSecret(FILE, pem("PRIVATE KEY", generate().getPrivate().getEncoded()));
        }
        if (!Files.exists(file)) {
            throw new IllegalStateException("The signing key " + file + " is missing. Bring the file of the key with"
                    + " fingerprint " + recorded + " here: agents have pinned it.");
        }
        keys = read(file);
        sql.update(RECORD, SETTING, fingerprint());
        String now = sql.one(READ, row -> row.getString(1), SETTING).orElseThrow();
        if (!now.equals(fingerprint())) {
            throw new IllegalStateException("The signing key " + file + " has fingerprint " + fingerprint()
                    + ", but this database belongs to " + now + ". Servers on one database share one keys/ folder.");
        }
    }

    /** SHA-256 over the public key's encoding (SubjectPublicKeyInfo), lower-case hexadecimal. */
    public String fingerprint() {
        return Secrets.sha256(pair().getPublic().getEncoded());
    }

    /** The public key in PEM, as agents pin it at enrolment. */
    public String publicKeyPem() {
        return new String(pem("PUBLIC KEY", pair().getPublic().getEncoded()), StandardCharsets.US_ASCII);
    }

    /** Signature (SHA256withRSA, PKCS#1 v1.5) over the bytes, in base64. */
    public String sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair().getPrivate());
            signature.update(content);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the signature over the bytes is this server's. */
    public boolean verify(byte[] content, String signature) {
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(pair().getPublic());
            check.update(content);
            return check.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private KeyPair pair() {
        if (keys == null) {
            throw new IllegalStateException("signing keys are not open yet");
        }
        return keys;
    }

    private static KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        return generator.generateKeyPair();
    }

    private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
        String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        KeyFactory factory = KeyFactory.getInstance("RSA");
        PrivateKey secret = factory.generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        RSAPrivateCrtKey parts = (RSAPrivateCrtKey) secret;
        PublicKey open = factory.generatePublic(new RSAPublicKeySpec(parts.getModulus(), parts.getPublicExponent()));
        return new KeyPair(open, secret);
    }

    private static byte[] pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
