package io.patchwave.inventory.imports;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Words of {@code systeminfo} in the languages of Windows. Only a help: fields are found by place and shape, so an unknown
 * language costs no more than the product type. The labels also tell which code page a file was written in.
 */
final class SystemInfoWords {
    /** Labels of the first field, in lower case. */
    private static final Set<String> HOST_NAME = Set.of(
            "host name",
            "hostname",
            "nom de l'hôte",
            "nome host",
            "hostnaam",
            "nombre de host",
            "nome do host",
            "主机名",
            "主機名稱",
            "ホスト名",
            "호스트 이름",
            "имя узла",
            "nazwa hosta",
            "název hostitele",
            "ana bilgisayar adı",
            "värddatornamn",
            "állomásnév",
            "vertsnavn",
            "værtsnavn",
            "isäntänimi");

    /** Labels with letters beyond ASCII, or near the top: enough of them to tell code pages apart. */
    private static final List<String> OTHERS = List.of(
            "OS Name",
            "Betriebssystemname",
            "Ursprüngliches Installationsdatum",
            "Verfügbarer physischer Speicher",
            "Gesamter physischer Speicher",
            "Nom du système d'exploitation",
            "Version du système",
            "Propriétaire enregistré",
            "Répertoire système",
            "Périphérique d'amorçage",
            "Mémoire physique totale",
            "Carte(s) réseau",
            "Nome SO",
            "Besturingssysteem",
            "Nombre del sistema operativo",
            "Versión del sistema operativo",
            "Configuración regional",
            "Nome do sistema operacional",
            "Versão do sistema operacional",
            "OS 名称",
            "OS 版本",
            "系统类型",
            "修补程序",
            "处理器",
            "作業系統名稱",
            "系統類型",
            "OS 名",
            "OS バージョン",
            "システムの種類",
            "ホットフィックス",
            "OS 이름",
            "OS 버전",
            "시스템 종류",
            "Название ОС",
            "Версия ОС",
            "Тип системы",
            "Исправление(я)",
            "Сетевые адаптеры",
            "Сетевых адаптеров",
            "Nazwa systemu operacyjnego",
            "Pamięć fizyczna",
            "Název operačního systému",
            "Typ systému",
            "İşletim Sistemi Adı",
            "Operativsystemets namn",
            "Operációs rendszer neve");

    private static final List<String> DOMAIN_CONTROLLER = List.of(
            "domain controller",
            "domänencontroller",
            "contrôleur de domaine",
            "controller di dominio",
            "controllerdominio",
            "controlador de domin",
            "controlador de domín",
            "domeincontroller",
            "контроллер домена",
            "域控制器",
            "網域控制站",
            "ドメイン コントローラ",
            "도메인 컨트롤러",
            "kontroler domeny",
            "řadič domény",
            "etki alanı denetleyicisi",
            "domänkontrollant",
            "tartományvezérlő",
            "domenekontroller",
            "domænecontroller");

    private static final List<String> WORKSTATION = List.of(
            "workstation",
            "arbeitsstation",
            "station de travail",
            "werkstation",
            "estación de trabajo",
            "estação de trabalho",
            "stazione di lavoro",
            "工作站",
            "ワークステーション",
            "워크스테이션",
            "рабочая станция",
            "stacja robocza",
            "pracovní stanice",
            "iş istasyonu",
            "arbetsstation",
            "munkaállomás",
            "arbeidsstasjon",
            "arbejdsstation",
            "työasema");

    private static final List<String> SERVER = List.of(
            "server",
            "serveur",
            "servidor",
            "сервер",
            "服务器",
            "伺服器",
            "サーバー",
            "서버",
            "serwer",
            "sunucu",
            "kiszolgáló",
            "palvelin");

    private SystemInfoWords() {}

    /** Whether that is the label of the host's name. */
    static boolean isHostName(String label) {
        return HOST_NAME.contains(label.toLowerCase(Locale.ROOT));
    }

    /** How many known labels a text has at the start of its lines. */
    static int labelsIn(String text) {
        int hits = 0;
        for (String line : text.split("\\R")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String label = line.substring(0, colon).strip();
                hits += isHostName(label) || OTHERS.contains(label) ? 1 : 0;
            }
        }
        return hits;
    }

    /**
     * The product type that the field "OS Configuration" tells: {@code Primary Domain Controller} → {@code domain-controller},
     * {@code Eigenständige Arbeitsstation} → {@code workstation}. Null for words not known.
     */
    static @Nullable String productType(String configuration) {
        String words = configuration.toLowerCase(Locale.ROOT);
        if (DOMAIN_CONTROLLER.stream().anyMatch(words::contains)) {
            return "domain-controller";
        }
        if (WORKSTATION.stream().anyMatch(words::contains)) {
            return "workstation";
        }
        return SERVER.stream().anyMatch(words::contains) ? "server" : null;
    }
}
